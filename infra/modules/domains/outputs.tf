output "security_group_id" {
  description = "The edge's security group, which the balancer inside lets in."
  value       = aws_security_group.edge.id
}

output "balancer_suffix" {
  description = "The balancer as metrics name it."
  value       = aws_lb.this.arn_suffix
}

output "target_group_suffixes" {
  description = "The target groups as metrics name them: http, https."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn_suffix }
}

output "addresses" {
  description = "What a bare domain's A records point to."
  value       = aws_eip.this[*].public_ip
}

output "host" {
  description = "What any other domain's CNAME points to."
  value       = aws_route53_record.this.name
}
