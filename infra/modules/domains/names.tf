# The edge's name, and the application's for the edge.

# What merchants point their domains to.
resource "aws_route53_record" "this" {
  zone_id = var.dns_zone_id
  name    = "domains.${var.domain}"
  type    = "A"
  ttl     = 300
  records = aws_eip.this[*].public_ip
}

# Past CloudFront, which knows nothing of shops' own domains and would keep its answers: straight to the balancer inside,
# whose address is worth nothing outside of the network.
resource "aws_route53_record" "application" {
  zone_id = var.dns_zone_id
  name    = local.application
  type    = "CNAME"
  ttl     = 60
  records = [var.balancer_name]
}
