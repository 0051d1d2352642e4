mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name            = "storefront-test"
  tags            = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain          = "shops.example.my"
  dns_zone_id     = "Z0123456789"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001"
  web_acl_arn     = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/storefront-test/1"
}

run "a_certificate_of_another_region_is_refused" {
  command = plan

  module {
    source = "../modules/media"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    certificate_arn = "arn:aws:acm:ap-southeast-5:123456789012:certificate/1"
  }

  expect_failures = [var.certificate_arn]
}

run "erased_pictures_do_not_stay_for_ever" {
  command = plan

  module {
    source = "../modules/media"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    erased_days = 3650
  }

  expect_failures = [var.erased_days]
}
