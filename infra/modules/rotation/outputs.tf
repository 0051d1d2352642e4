output "function_name" {
  description = "The function, for alarms."
  value       = aws_lambda_function.this.function_name
}
