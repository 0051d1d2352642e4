mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "mail"
  source          = "./tests/mocks"
  override_during = plan
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

run "alarms_for_nobody_are_refused" {
  command = plan

  module {
    source = "../modules/observability"
  }

  providers = { aws = aws, aws.mail = aws.mail, aws.global = aws.global }

  variables {
    mails = []
  }

  expect_failures = [var.mails]
}

run "logs_for_ever_are_refused" {
  command = plan

  module {
    source = "../modules/observability"
  }

  providers = { aws = aws, aws.mail = aws.mail, aws.global = aws.global }

  variables {
    log_days = 0
  }

  expect_failures = [var.log_days]
}

run "a_zone_without_own_domains_watches_none" {
  command = plan

  module {
    source = "../modules/observability"
  }

  providers = { aws = aws, aws.mail = aws.mail, aws.global = aws.global }

  variables {
    domains = null
  }

  assert {
    condition     = alltrue([for name in keys(aws_cloudwatch_metric_alarm.over) : !startswith(name, "domains-") && name != "certificates-refused"])
    error_message = "What is not there is not watched."
  }
}
