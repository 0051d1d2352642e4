output "smtp_host" {
  description = "The mail server for STOREFRONT_SMTP_URL, on port 465 with TLS."
  value       = "email-smtp.${data.aws_region.this.name}.amazonaws.com"
}

output "smtp_user" {
  description = "The user for whom a key is made by hand."
  value       = aws_iam_user.smtp.name
}

output "configuration_set" {
  description = "The configuration set, for alarms."
  value       = aws_sesv2_configuration_set.this.configuration_set_name
}
