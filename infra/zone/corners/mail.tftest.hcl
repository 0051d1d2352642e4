mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name        = "storefront-test"
  tags        = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain      = "shops.example.my"
  dns_zone_id = "Z0123456789"
  reports_to  = "zone@example.my"
}

run "reports_to_nobody_are_refused" {
  command = plan

  module {
    source = "../modules/mail"
  }

  variables {
    reports_to = ""
  }

  expect_failures = [var.reports_to]
}
