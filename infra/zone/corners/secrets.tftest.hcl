mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

# Passwords are ephemeral, which Terraform's tests can not invent: none are made here, and nobody is asked.
provider "aws" {
  alias                       = "vault"
  region                      = "ap-southeast-5"
  access_key                  = "never"
  secret_key                  = "asked"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  name             = "storefront-test"
  tags             = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  database_address = "db.internal"
  generation       = 0
  outside_secrets  = ["smtp_url"]
}

run "an_unknown_outside_secret_is_refused" {
  command = plan

  module {
    source = "../modules/secrets"
  }

  providers = { aws = aws, aws.refuge = aws.refuge, aws.vault = aws.vault }

  variables {
    outside_secrets = ["smtp"]
  }

  expect_failures = [var.outside_secrets]
}

run "half_a_generation_is_refused" {
  command = plan

  module {
    source = "../modules/secrets"
  }

  providers = { aws = aws, aws.refuge = aws.refuge, aws.vault = aws.vault }

  variables {
    generation = 0.5
  }

  expect_failures = [var.generation]
}

run "a_relative_file_of_certificates_is_refused" {
  command = plan

  module {
    source = "../modules/secrets"
  }

  providers = { aws = aws, aws.refuge = aws.refuge, aws.vault = aws.vault }

  variables {
    database_ca_file = "rds.pem"
  }

  expect_failures = [var.database_ca_file]
}
