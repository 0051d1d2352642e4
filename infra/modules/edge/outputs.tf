output "dns_zone_id" {
  description = "The hosted zone."
  value       = aws_route53_zone.this.zone_id
}

output "name_servers" {
  description = "What the domain's parent must point to."
  value       = aws_route53_zone.this.name_servers
}

output "global_certificate_arn" {
  description = "The certificate for CloudFront, once it is issued."
  value       = aws_acm_certificate_validation.global.certificate_arn
}

output "regional_certificate_arn" {
  description = "The certificate for the balancer, once it is issued."
  value       = aws_acm_certificate_validation.regional.certificate_arn
}

output "web_acl_arn" {
  description = "The firewall."
  value       = aws_wafv2_web_acl.this.arn
}

output "firewall_metric" {
  description = "The firewall as metrics name it."
  value       = aws_wafv2_web_acl.this.visibility_config[0].metric_name
}

output "distribution_ids" {
  description = "The distributions, for the runbook and for alarms."
  value       = { shops = aws_cloudfront_distribution.shops.id, staff = aws_cloudfront_distribution.staff.id }
}
