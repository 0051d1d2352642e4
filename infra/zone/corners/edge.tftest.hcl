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

run "a_domain_with_a_scheme_is_refused" {
  command = plan

  module {
    source = "../modules/edge"
  }

  providers = { aws = aws, aws.global = aws.global }

  variables {
    domain = "https://shops.example.my"
  }

  expect_failures = [var.domain]
}

run "a_firewall_that_lets_everything_through_is_refused" {
  command = plan

  module {
    source = "../modules/edge"
  }

  providers = { aws = aws, aws.global = aws.global }

  variables {
    requests_per_5_minutes = 10000000
  }

  expect_failures = [var.requests_per_5_minutes]
}
