mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "mail"
  source          = "./tests/mocks"
  override_during = plan
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
}

run "alarms_for_nobody_are_refused" {
  command = plan

  module {
    source = "../modules/observability"
  }

  providers = { aws = aws, aws.mail = aws.mail }

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

  providers = { aws = aws, aws.mail = aws.mail }

  variables {
    log_days = 0
  }

  expect_failures = [var.log_days]
}
