mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "mail"
  source          = "./tests/mocks"
  override_during = plan

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:ap-southeast-1:123456789012:storefront-test-mail-alarms" }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:ap-southeast-1:123456789012:alarm:storefront-test-mail" }
  }
}

mock_provider "aws" {
  alias           = "global"
  source          = "./tests/mocks"
  override_during = plan

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:storefront-test-alarms-everywhere" }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:storefront-test-everywhere" }
  }
}

variables {
  name                 = "storefront-test"
  tags                 = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  account_id           = "123456789012"
  region               = "ap-southeast-5"
  mail_region          = "ap-southeast-1"
  namespace            = "Storefront/test"
  mails                = ["zone@example.my"]
  key_arn              = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
  log_days             = 90
  budget_usd           = 1500
  balancer_suffix      = "app/storefront-test/0123456789abcdef"
  target_group_suffix  = "targetgroup/storefront-test/0123456789abcdef"
  cluster_name         = "storefront-test"
  database_identifier  = "storefront-test"
  replica_identifiers  = ["storefront-test-replica-1"]
  cache_id             = "storefront-test"
  certificate_arn      = "arn:aws:acm:ap-southeast-5:123456789012:certificate/00000000-0000-0000-0000-000000000001"
  backlog              = 200
  connections_worrying = 720
  distributions        = { shops = "E1", staff = "E2", media = "E3" }
  firewall             = "storefront-test"
  rotation_function    = "storefront-test-rotation"
  domains = {
    balancer_suffix       = "net/storefront-test-own/0123456789abcdef"
    target_group_suffixes = { http = "targetgroup/storefront-test-http/1", https = "targetgroup/storefront-test-https/2" }
  }
}

run "everything_holds" {
  command = plan

  module {
    source = "../modules/observability"
  }

  providers = { aws = aws, aws.mail = aws.mail, aws.global = aws.global }

  assert {
    condition     = length(setsubtract(["answers-failing", "pages-slow", "web-unhealthy", "web-at-its-most", "jobs-waiting-long", "jobs-failing", "application-errors", "database-not-answering", "cache-not-answering", "database-busy", "database-connections", "replica-1-behind"], keys(aws_cloudwatch_metric_alarm.over))) == 0
    error_message = "Every alarm is there."
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.everywhere : name => join(" ", [for key, value in alarm.dimensions : "${key}=${value}"]) } == {
      answers-failing-shops = "DistributionId=E1 Region=Global"
      answers-failing-staff = "DistributionId=E2 Region=Global"
      answers-failing-media = "DistributionId=E3 Region=Global"
      firewall-blocking     = "Rule=ALL WebACL=storefront-test"
    }
    error_message = "CloudFront's errors and the firewall's refusals are watched."
  }

  assert {
    condition = split(":", aws_sns_topic.everywhere.arn)[3] == "us-east-1" && toset([for one in aws_sns_topic_subscription.everywhere : one.endpoint]) == var.mails && alltrue([
      for alarm in aws_cloudwatch_metric_alarm.everywhere : split(":", alarm.arn)[3] == "us-east-1" && one(alarm.alarm_actions) == aws_sns_topic.everywhere.arn
    ])
    error_message = "In the region that they count in, and the operators are told."
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.over : name => try(alarm.dimensions["TargetGroup"], alarm.metric_name) if startswith(name, "domains-") || startswith(name, "certificates-") } == {
      domains-unhealthy-http  = "targetgroup/storefront-test-http/1"
      domains-unhealthy-https = "targetgroup/storefront-test-https/2"
      certificates-refused    = "CertificatesRefused"
    }
    error_message = "The edge of shops' own domains is watched, and what it is refused."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.over["passwords-not-renewed"].dimensions["FunctionName"] == "storefront-test-rotation" && aws_cloudwatch_metric_alarm.over["passwords-not-renewed"].threshold == 0
    error_message = "A rotation that fails is told at once."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.under)) == toset(["database-disk", "database-memory", "certificate-ending"])
    error_message = "And those of what runs out."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.over), values(aws_cloudwatch_metric_alarm.under), values(aws_cloudwatch_metric_alarm.mail)) : length(alarm.alarm_actions) == 1 && length(alarm.alarm_description) > 30])
    error_message = "Each tells somebody what it means."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.over["jobs-waiting-long"].treat_missing_data == "breaching"
    error_message = "A worker that says nothing is an alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.over["pages-slow"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.over["pages-slow"].threshold == 1
    error_message = "One page in a hundred above a second."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.over["database-connections"].threshold == 720
    error_message = "Connections are watched."
  }

  assert {
    condition     = length(aws_sns_topic_subscription.mail) == 1 && aws_sns_topic.alarms.kms_master_key_id == var.key_arn
    error_message = "The operators get mails."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_log_group.this)) == toset(["web", "worker", "operate"]) && alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == var.key_arn && group.retention_in_days == 90])
    error_message = "Logs are encrypted and end."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["JobsWaiting"].pattern == "{ $.event = \"jobs.waiting\" }" && aws_cloudwatch_log_metric_filter.this["JobsWaiting"].metric_transformation[0].value == "$.count"
    error_message = "The worker's own word about its queue is a metric."
  }

  assert {
    condition     = aws_budgets_budget.this.limit_amount == "1500.0" && length(aws_budgets_budget.this.notification) == 2
    error_message = "The budget tells before and when it is used up."
  }

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.mail)) == toset(["mail-bouncing", "mail-unwelcome"]) && alltrue([
      for alarm in aws_cloudwatch_metric_alarm.mail :
      alarm.namespace == "AWS/SES" && split(":", alarm.arn)[3] == "ap-southeast-1" && one(alarm.alarm_actions) == aws_sns_topic.mail_alarms.arn
    ])
    error_message = "Mail is watched in the region that it goes out from."
  }

  assert {
    condition     = split(":", aws_sns_topic.mail_alarms.arn)[3] == "ap-southeast-1" && toset([for one in aws_sns_topic_subscription.mail_alarms : one.endpoint]) == var.mails
    error_message = "The alarms' topic is in their own region, and the operators get its mails."
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      widget.properties.region == (widget.properties.metrics[0][0] == "AWS/SES" ? "ap-southeast-1" : "ap-southeast-5")
    ])
    error_message = "Each plot looks where its metrics are."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 10
    error_message = "One page says how the zone is."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.tags["Zone"] == "test"])
    error_message = "Everything is tagged."
  }
}
