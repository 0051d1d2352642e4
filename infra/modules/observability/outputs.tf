output "log_groups" {
  description = "The log groups' names: web, worker, operate."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.name }
}

output "log_group_arns" {
  description = "The log groups."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.arn }
}

output "topic_arn" {
  description = "Where alarms are published."
  value       = aws_sns_topic.alarms.arn
}

output "alarm_names" {
  description = "Every alarm that somebody is told of."
  value = [
    for alarm in concat(
      values(aws_cloudwatch_metric_alarm.over), values(aws_cloudwatch_metric_alarm.under), values(aws_cloudwatch_metric_alarm.mail),
      values(aws_cloudwatch_metric_alarm.everywhere),
    ) : alarm.alarm_name
  ]
}
