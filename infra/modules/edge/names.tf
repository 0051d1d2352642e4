# The domain, and certificates for it: one for CloudFront, one for the balancer, both renewed by themselves.

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38:DNSSEC needs a record at the parent, which is the registrar's; docs/runbook.md says how to switch it on
  #checkov:skip=CKV2_AWS_39:Who asks for which shop is nobody's business
  name    = var.domain
  comment = "${var.name}: shops, staff and pictures"
  tags    = merge(var.tags, { Name = var.domain })
}

# Only Amazon issues certificates for the zone's own names.
resource "aws_route53_record" "caa" {
  zone_id = aws_route53_zone.this.zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""]
}

resource "aws_acm_certificate" "global" {
  provider = aws.global

  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"
  tags                      = merge(var.tags, { Name = "${var.name}-cloudfront" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "regional" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"
  tags                      = merge(var.tags, { Name = "${var.name}-balancer" })

  lifecycle {
    create_before_destroy = true
  }
}

# Domain and wildcard are proven by one record, which is the same in every region.
resource "aws_route53_record" "proof" {
  zone_id         = aws_route53_zone.this.zone_id
  name            = one(distinct([for each in aws_acm_certificate.global.domain_validation_options : each.resource_record_name]))
  type            = one(distinct([for each in aws_acm_certificate.global.domain_validation_options : each.resource_record_type]))
  records         = distinct([for each in aws_acm_certificate.global.domain_validation_options : each.resource_record_value])
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "global" {
  provider = aws.global

  certificate_arn         = aws_acm_certificate.global.arn
  validation_record_fqdns = [aws_route53_record.proof.fqdn]
}

resource "aws_acm_certificate_validation" "regional" {
  certificate_arn         = aws_acm_certificate.regional.arn
  validation_record_fqdns = [aws_route53_record.proof.fqdn]
}

resource "aws_route53_record" "shops" {
  for_each = { for pair in setproduct([var.domain, "*.${var.domain}"], ["A", "AAAA"]) : "${pair[0]} ${pair[1]}" => { name = pair[0], type = pair[1] } }

  zone_id = aws_route53_zone.this.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.shops.domain_name
    zone_id                = aws_cloudfront_distribution.shops.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "staff" {
  for_each = { for pair in setproduct(local.staff_hosts, ["A", "AAAA"]) : "${pair[0]} ${pair[1]}" => { name = pair[0], type = pair[1] } }

  zone_id = aws_route53_zone.this.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.staff.domain_name
    zone_id                = aws_cloudfront_distribution.staff.hosted_zone_id
    evaluate_target_health = false
  }
}
