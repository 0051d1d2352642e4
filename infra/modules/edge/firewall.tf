# What is refused before it costs anything: known attacks, known attackers, and whoever asks far too often.

locals {
  managed = {
    AWSManagedRulesAmazonIpReputationList = 10
    AWSManagedRulesKnownBadInputsRuleSet  = 20 # Log4j among them
    AWSManagedRulesCommonRuleSet          = 30
  }
  # Counted, not blocked: uploads of pictures and tables are larger than the rule thinks any form to be, and what merchants
  # write is HTML. The application has its own ceilings, and cleans all markup.
  counted_only = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"] }
}

resource "aws_wafv2_web_acl" "this" {
  #checkov:skip=CKV_AWS_192:The known bad inputs hold the rule for Log4j
  provider = aws.global

  name        = var.name
  description = "In front of shops, staff and pictures"
  scope       = "CLOUDFRONT"
  tags        = merge(var.tags, { Name = var.name })

  default_action {
    allow {}
  }

  rule {
    name     = "too-often"
    priority = 0

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit                 = var.requests_per_5_minutes
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "too-often"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.managed

    content {
      name     = rule.key
      priority = rule.value

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = lookup(local.counted_only, rule.key, [])

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudwatch_log_group" "firewall" {
  #checkov:skip=CKV_AWS_158:A key of this region would be needed for what is addresses of attackers alone; CloudWatch encrypts it with its own
  #checkov:skip=CKV_AWS_338:How long logs are kept is the zone's size
  provider = aws.global

  name              = "aws-waf-logs-${var.name}" # the firewall accepts no other beginning
  retention_in_days = var.log_days
  tags              = merge(var.tags, { Name = "aws-waf-logs-${var.name}" })
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  provider = aws.global

  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]

  # Of what is let through nothing is kept, and of the rest no secret.
  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}
