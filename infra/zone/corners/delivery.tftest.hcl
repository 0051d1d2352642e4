mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name         = "storefront-test"
  tags         = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  oidc_subject = "repo:example/storefront:environment:malaysia"
  role_arns    = ["arn:aws:iam::123456789012:role/storefront-test"]
  key_arn      = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "a_second_zone_shares_the_provider" {
  command = plan

  module {
    source = "../modules/delivery"
  }

  variables {
    existing_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.this) == 0
    error_message = "An account has one provider for each issuer."
  }
}

run "any_branch_is_refused" {
  command = plan

  module {
    source = "../modules/delivery"
  }

  variables {
    oidc_subject = "repo:example/storefront:*"
  }

  expect_failures = [var.oidc_subject]
}
