output "cluster_arn" {
  description = "The cluster."
  value       = aws_ecs_cluster.this.arn
}

output "cluster_name" {
  description = "The cluster's name, for commands and alarms."
  value       = aws_ecs_cluster.this.name
}

output "task_security_group_id" {
  description = "The tasks' security group, which database and cache let in."
  value       = aws_security_group.tasks.id
}

output "balancer_arn" {
  description = "The balancer inside the network."
  value       = aws_lb.this.arn
}

output "balancer_name" {
  description = "The balancer's host name inside the network."
  value       = aws_lb.this.dns_name
}

output "balancer_zone_id" {
  description = "The balancer's own DNS zone, for alias records."
  value       = aws_lb.this.zone_id
}

output "balancer_suffix" {
  description = "The balancer as metrics name it."
  value       = aws_lb.this.arn_suffix
}

output "target_group_suffix" {
  description = "The target group as metrics name it."
  value       = aws_lb_target_group.web.arn_suffix
}

output "role_arns" {
  description = "The roles that tasks start and run with, which the delivery may pass on. Not preparation's: it reads the administrator's password."
  value       = concat([aws_iam_role.task.arn], [for name, role in aws_iam_role.execution : role.arn if name != "prepare"])
}

output "renewed_secrets" {
  description = "Which secrets of the database's roles each service starts with: it begins anew when one is renewed."
  value = { for service in ["web", "worker"] : service => [
    for name, arn in var.secret_arns : name
    if name != "outside" && anytrue([for place in values(local.tasks[service].secrets) : startswith(place, "${arn}:")])
  ] }
}
