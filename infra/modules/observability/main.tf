# Logs, what they are counted into, and who is told when. Tasks write one JSON object a line; filters count them.

locals {
  log_groups = toset(["web", "worker", "operate"])
  # Each counts lines of one kind: name, log group, pattern, the value of a line.
  counted = {
    JobsWaiting = { group = "worker", pattern = "{ $.event = \"jobs.waiting\" }", value = "$.count", unit = "Count" }
    JobsFailed  = { group = "worker", pattern = "{ $.event = \"job.failed\" || $.event = \"job.given_up\" }", value = "1", unit = "Count" }
    WebErrors   = { group = "web", pattern = "{ $.level = \"error\" }", value = "1", unit = "Count" }
    CacheAway   = { group = "web", pattern = "{ $.event = \"cache.unavailable\" }", value = "1", unit = "Count" }
    NoDatabase  = { group = "web", pattern = "{ $.event = \"database.unavailable\" }", value = "1", unit = "Count" }
    TooOften    = { group = "web", pattern = "{ $.event = \"request\" && $.status = 429 }", value = "1", unit = "Count" }
    # Caddy's own lines; what a stranger's name brings is refused before, by the application, and not counted.
    CertificatesRefused = { group = "operate", pattern = "{ $.logger = \"tls.obtain\" && $.level = \"error\" }", value = "1", unit = "Count" }
    Render              = { group = "web", pattern = "{ $.event = \"request\" && $.status = 200 }", value = "$.ms", unit = "Milliseconds" }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_338:How long logs are kept is the zone's size
  for_each = local.log_groups

  name              = "/${var.name}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.counted

  name           = each.key
  log_group_name = aws_cloudwatch_log_group.this[each.value.group].name
  pattern        = each.value.pattern

  metric_transformation {
    namespace = var.namespace
    name      = each.key
    value     = each.value.value
    unit      = each.value.unit
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.key_arn
  tags              = merge(var.tags, { Name = "${var.name}-alarms" })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.mails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

data "aws_iam_policy_document" "alarms" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

resource "aws_budgets_budget" "this" {
  name         = var.name
  budget_type  = "COST"
  limit_amount = format("%.1f", var.budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = merge(var.tags, { Name = var.name })

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Zone$%s", var.tags["Zone"])]
  }

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }

    content {
      comparison_operator        = "GREATER_THAN"
      notification_type          = notification.key
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.mails
    }
  }
}
