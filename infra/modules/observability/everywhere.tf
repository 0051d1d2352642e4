# What shoppers get from CloudFront and its firewall. Both count in us-east-1, whatever the zone's region: alarms, and the
# topic that they tell, are there too.

locals {
  everywhere = merge(
    {
      for name, id in var.distributions : "answers-failing-${name}" => {
        says      = "One answer in twenty that CloudFront gives for ${name} is an error: see the runbook, bad deploy; where answers-failing is silent, the way from CloudFront to the balancer."
        namespace = "AWS/CloudFront", metric = "5xxErrorRate", dimensions = { DistributionId = id, Region = "Global" }
        statistic = "Average", over = 5
      }
    },
    {
      firewall-blocking = {
        says      = "The firewall refuses more than a thousand requests in five minutes, for a quarter of an hour: see the runbook, hot tenant."
        namespace = "AWS/WAFV2", metric = "BlockedRequests", dimensions = { WebACL = var.firewall, Rule = "ALL" }
        statistic = "Sum", over = 1000
      }
    },
  )
}

resource "aws_sns_topic" "everywhere" {
  #checkov:skip=CKV_AWS_26:The zone's key is in another region, and what is told is an alarm's name and a rate
  provider = aws.global

  name = "${var.name}-alarms-everywhere"
  tags = merge(var.tags, { Name = "${var.name}-alarms-everywhere" })
}

resource "aws_sns_topic_subscription" "everywhere" {
  provider = aws.global
  for_each = var.mails

  topic_arn = aws_sns_topic.everywhere.arn
  protocol  = "email"
  endpoint  = each.key
}

data "aws_iam_policy_document" "everywhere" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.everywhere.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "everywhere" {
  provider = aws.global

  arn    = aws_sns_topic.everywhere.arn
  policy = data.aws_iam_policy_document.everywhere.json
}

resource "aws_cloudwatch_metric_alarm" "everywhere" {
  provider = aws.global
  for_each = local.everywhere

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.over
  treat_missing_data  = "notBreaching" # nobody asked
  alarm_actions       = [aws_sns_topic.everywhere.arn]
  ok_actions          = [aws_sns_topic.everywhere.arn]
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
