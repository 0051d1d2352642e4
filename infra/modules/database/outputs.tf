output "address" {
  description = "The primary's host name."
  value       = aws_db_instance.primary.address
}

output "security_group_id" {
  description = "The database's security group."
  value       = aws_security_group.this.id
}

output "port" {
  description = "The primary's port."
  value       = aws_db_instance.primary.port
}

output "identifier" {
  description = "The primary's name, for alarms and for the runbook."
  value       = aws_db_instance.primary.identifier
}

output "replica_identifiers" {
  description = "The replicas' names."
  value       = aws_db_instance.replica[*].identifier
}

output "replica_addresses" {
  description = "The replicas' host names."
  value       = aws_db_instance.replica[*].address
}

output "master_secret_arn" {
  description = "Where RDS keeps the administrator's password."
  value       = try(aws_db_instance.primary.master_user_secret[0].secret_arn, "") # not there before the instance is
}
