# CloudFront for shops and for staff. A public page is a pure function of host and address, so that is its key in the
# cache: no cookie and no header of the visitor's reaches the application there. What is personal is never kept.

locals {
  staff_hosts = ["admin.${var.domain}", "api.${var.domain}"]
  # A visitor's own pages begin so, in the primary view, and in every other view, whose prefix comes first. A test holds
  # the list to the application's own (tests/infra/test_edge.py).
  own      = ["account", "cart", "checkout", "enquiries", "enquiry", "newsletter", "orders", "quotations", "view-offer"]
  personal = flatten([for path in local.own : ["/${path}*", "/*/${path}*"]])
  never    = concat(local.personal, ["/-/*"])
}

data "aws_cloudfront_cache_policy" "nothing" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_origin_request_policy" "everything" {
  name = "Managed-AllViewer"
}

resource "aws_cloudfront_cache_policy" "pages" {
  name        = "${var.name}-pages"
  comment     = "Host, path, query and encoding; the application says for how long"
  min_ttl     = 0
  default_ttl = 0
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "whitelist"

      headers {
        items = ["Host"]
      }
    }

    query_strings_config {
      query_string_behavior = "all"
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "shops" {
  #checkov:skip=CKV_AWS_259:Forced for a year; to be on the browsers' own list can hardly be undone, and is for the owner of the domain to decide
  name    = "${var.name}-shops"
  comment = "HTTPS from now on; everything else is the application's word"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = false
    }
  }
}

# CloudFront reaches the balancer inside the network, so that the internet never does.
resource "aws_cloudfront_vpc_origin" "balancer" {
  tags = merge(var.tags, { Name = var.name })

  vpc_origin_endpoint_config {
    name                   = var.name
    arn                    = var.balancer_arn
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = "https-only"

    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}

resource "aws_cloudfront_distribution" "shops" {
  #checkov:skip=CKV_AWS_86:The application logs every request that reaches it, the firewall what it blocks; a visitor's reading is not kept
  #checkov:skip=CKV_AWS_305:The root of a shop is a page of the application
  #checkov:skip=CKV_AWS_310:Both availability zones are behind one balancer; another region is a disaster's matter (docs/runbook.md)
  #checkov:skip=CKV_AWS_374:Shoppers are everywhere, by intention
  #checkov:skip=CKV2_AWS_47:The firewall has the rule for Log4j among the known bad inputs
  aliases         = [var.domain, "*.${var.domain}"]
  comment         = "${var.name}: shops"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_All"
  web_acl_id      = aws_wafv2_web_acl.this.arn
  tags            = merge(var.tags, { Name = "${var.name}-shops" })

  origin {
    origin_id   = "balancer"
    domain_name = var.balancer_name

    vpc_origin_config {
      vpc_origin_id            = aws_cloudfront_vpc_origin.balancer.id
      origin_read_timeout      = 30
      origin_keepalive_timeout = 60
    }
  }

  default_cache_behavior {
    target_origin_id           = "balancer"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.pages.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.shops.id
  }

  # Styles and scripts of the application's own pages: named by what is in them, and the same for everybody.
  ordered_cache_behavior {
    path_pattern               = "/-/own/*"
    target_origin_id           = "balancer"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.pages.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.shops.id
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.never

    content {
      path_pattern               = ordered_cache_behavior.value
      target_origin_id           = "balancer"
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = true
      cache_policy_id            = data.aws_cloudfront_cache_policy.nothing.id
      origin_request_policy_id   = data.aws_cloudfront_origin_request_policy.everything.id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.shops.id
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.global.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_cloudfront_distribution" "staff" {
  #checkov:skip=CKV_AWS_86:The application logs every request that reaches it, the firewall what it blocks
  #checkov:skip=CKV_AWS_305:The root is a page of the application
  #checkov:skip=CKV_AWS_310:Both availability zones are behind one balancer; another region is a disaster's matter (docs/runbook.md)
  #checkov:skip=CKV_AWS_374:Merchants travel
  #checkov:skip=CKV2_AWS_47:The firewall has the rule for Log4j among the known bad inputs
  aliases         = local.staff_hosts
  comment         = "${var.name}: staff and the API, nothing of which is kept"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_All"
  web_acl_id      = aws_wafv2_web_acl.this.arn
  tags            = merge(var.tags, { Name = "${var.name}-staff" })

  origin {
    origin_id   = "balancer"
    domain_name = var.balancer_name

    vpc_origin_config {
      vpc_origin_id            = aws_cloudfront_vpc_origin.balancer.id
      origin_read_timeout      = 60
      origin_keepalive_timeout = 60
    }
  }

  default_cache_behavior {
    target_origin_id           = "balancer"
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.nothing.id
    origin_request_policy_id   = data.aws_cloudfront_origin_request_policy.everything.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.shops.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.global.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
