# Whether mail is welcome. SES counts where it sends from, which may be another region than the zone's own: alarms, and the
# topic that they tell, are there too.

locals {
  mail_alarms = {
    mail-bouncing = {
      says   = "One mail in twenty bounces; SES stops sending at one in ten."
      metric = "Reputation.BounceRate", over = 0.05
    }
    mail-unwelcome = {
      says   = "One mail in a thousand is called unwelcome; SES stops sending at one in two hundred."
      metric = "Reputation.ComplaintRate", over = 0.001
    }
  }
}

resource "aws_sns_topic" "mail_alarms" {
  #checkov:skip=CKV_AWS_26:The zone's key is in another region, and what is told is an alarm's name and a rate
  provider = aws.mail

  name = "${var.name}-mail-alarms"
  tags = merge(var.tags, { Name = "${var.name}-mail-alarms" })
}

resource "aws_sns_topic_subscription" "mail_alarms" {
  provider = aws.mail
  for_each = var.mails

  topic_arn = aws_sns_topic.mail_alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

data "aws_iam_policy_document" "mail_alarms" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.mail_alarms.arn]

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

resource "aws_sns_topic_policy" "mail_alarms" {
  provider = aws.mail

  arn    = aws_sns_topic.mail_alarms.arn
  policy = data.aws_iam_policy_document.mail_alarms.json
}

resource "aws_cloudwatch_metric_alarm" "mail" {
  provider = aws.mail
  for_each = local.mail_alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = "AWS/SES"
  metric_name         = each.value.metric
  statistic           = "Maximum"
  period              = 3600
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.over
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.mail_alarms.arn]
  ok_actions          = [aws_sns_topic.mail_alarms.arn]
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
