output "function_name" {
  description = "The function, for alarms and for the delivery."
  value       = aws_lambda_function.this.function_name
}

output "function_arn" {
  description = "The function, for the right to bring it a new image."
  value       = aws_lambda_function.this.arn
}
