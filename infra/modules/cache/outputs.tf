output "url" {
  description = "What STOREFRONT_CACHE_URL is set to: TLS, and no password."
  value       = "rediss://${aws_elasticache_replication_group.this.primary_endpoint_address}:6379/0"
}

output "id" {
  description = "Its name, for alarms."
  value       = aws_elasticache_replication_group.this.id
}
