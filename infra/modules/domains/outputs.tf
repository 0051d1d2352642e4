output "security_group_id" {
  description = "The edge's security group, which the balancer inside lets in."
  value       = aws_security_group.edge.id
}

output "addresses" {
  description = "What a bare domain's A records point to."
  value       = aws_eip.this[*].public_ip
}

output "host" {
  description = "What any other domain's CNAME points to."
  value       = aws_route53_record.this.name
}
