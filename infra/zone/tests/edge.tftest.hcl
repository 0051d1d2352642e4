mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "global"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                   = "storefront-test"
  tags                   = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain                 = "shops.example.my"
  balancer_arn           = "arn:aws:elasticloadbalancing:ap-southeast-5:123456789012:loadbalancer/app/storefront-test/0123456789abcdef"
  balancer_name          = "internal-storefront-test.ap-southeast-5.elb.amazonaws.com"
  requests_per_5_minutes = 3000
  log_days               = 90
}

run "everything_holds" {
  command = plan

  module {
    source = "../modules/edge"
  }

  providers = { aws = aws, aws.global = aws.global }

  assert {
    condition     = tolist(aws_cloudfront_cache_policy.pages.parameters_in_cache_key_and_forwarded_to_origin[0].headers_config[0].headers[0].items) == tolist(["Host"])
    error_message = "The host is in the key, and no other header."
  }

  assert {
    condition     = aws_cloudfront_cache_policy.pages.parameters_in_cache_key_and_forwarded_to_origin[0].cookies_config[0].cookie_behavior == "none"
    error_message = "No cookie reaches a public page."
  }

  assert {
    condition     = aws_cloudfront_cache_policy.pages.min_ttl == 0 && aws_cloudfront_cache_policy.pages.default_ttl == 0
    error_message = "The application says for how long."
  }

  assert {
    condition     = length(aws_cloudfront_distribution.shops.ordered_cache_behavior) == 20 && alltrue([for each in aws_cloudfront_distribution.shops.ordered_cache_behavior : each.cache_policy_id == data.aws_cloudfront_cache_policy.nothing.id if each.path_pattern != "/-/own/*"])
    error_message = "A visitor's own pages and previews are never kept, in any view."
  }

  assert {
    condition     = contains([for each in aws_cloudfront_distribution.shops.ordered_cache_behavior : each.path_pattern], "/*/checkout*")
    error_message = "Nor behind a view's prefix."
  }

  assert {
    condition     = aws_cloudfront_distribution.shops.ordered_cache_behavior[0].path_pattern == "/-/own/*" && !contains(aws_cloudfront_distribution.shops.ordered_cache_behavior[0].allowed_methods, "POST")
    error_message = "The styles of these pages are kept, before the rule that keeps nothing under /-/."
  }

  assert {
    condition     = aws_cloudfront_distribution.staff.default_cache_behavior[0].cache_policy_id == data.aws_cloudfront_cache_policy.nothing.id && aws_cloudfront_distribution.staff.default_cache_behavior[0].viewer_protocol_policy == "https-only"
    error_message = "Nothing of the staff's is kept."
  }

  assert {
    condition     = toset(aws_cloudfront_distribution.staff.aliases) == toset(["admin.shops.example.my", "api.shops.example.my"])
    error_message = "Staff have hosts of their own."
  }

  assert {
    condition     = aws_cloudfront_distribution.shops.web_acl_id == aws_wafv2_web_acl.this.arn && aws_cloudfront_distribution.staff.web_acl_id == aws_wafv2_web_acl.this.arn
    error_message = "The firewall stands before both."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT"
    error_message = "It is CloudFront's."
  }

  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "too-often"]) == 3000
    error_message = "Whoever asks too often is refused."
  }

  assert {
    condition     = length([for rule in aws_wafv2_web_acl.this.rule : rule if startswith(rule.name, "AWSManagedRules")]) == 3
    error_message = "Known attacks and attackers are refused."
  }

  assert {
    condition     = alltrue([for each in [aws_cloudfront_distribution.shops, aws_cloudfront_distribution.staff] : each.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"])
    error_message = "TLS 1.2 or newer."
  }

  assert {
    condition     = aws_cloudfront_vpc_origin.balancer.vpc_origin_endpoint_config[0].origin_protocol_policy == "https-only"
    error_message = "TLS to the balancer too."
  }

  assert {
    condition     = toset(aws_acm_certificate.global.subject_alternative_names) == toset(["*.shops.example.my"]) && aws_acm_certificate.global.validation_method == "DNS"
    error_message = "One certificate for every shop, renewed by itself."
  }

  assert {
    condition     = length(aws_route53_record.shops) == 4 && length(aws_route53_record.staff) == 4
    error_message = "Domain, shops and staff have addresses of both kinds."
  }

  assert {
    condition     = one([for each in aws_wafv2_web_acl_logging_configuration.this.logging_filter : each.default_behavior]) == "DROP"
    error_message = "Of what is let through nothing is kept."
  }

  assert {
    condition     = aws_cloudfront_distribution.shops.tags["Zone"] == "test" && aws_wafv2_web_acl.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
