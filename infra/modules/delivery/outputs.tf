output "repository_url" {
  description = "Where images are pushed to."
  value       = aws_ecr_repository.this.repository_url
}

output "repository_arn" {
  description = "The registry."
  value       = aws_ecr_repository.this.arn
}

output "role_arn" {
  description = "The role that the build service assumes."
  value       = aws_iam_role.this.arn
}
