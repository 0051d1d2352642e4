output "key_arn" {
  description = "The key that encrypts everything at rest."
  value       = aws_kms_key.this.arn
}

output "refuge_key_arn" {
  description = "The key of the copies in the other region."
  value       = aws_kms_key.refuge.arn
}

output "arns" {
  description = "The secrets by name: app, owner, platform, outside."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "admin_database_url" {
  description = "The database as its administrator, without name and password, and with its certificate checked as for everybody."
  value       = "postgresql://${var.database_address}:${var.database_port}/postgres?${local.tls}"
}
