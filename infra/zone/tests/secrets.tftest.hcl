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

run "every_secret_has_the_zones_own_key" {
  command = plan

  module {
    source = "../modules/secrets"
  }

  providers = { aws = aws, aws.refuge = aws.refuge, aws.vault = aws.vault }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.refuge.enable_key_rotation
    error_message = "Keys are renewed by themselves."
  }

  assert {
    condition     = aws_kms_key.this.deletion_window_in_days == 30
    error_message = "A key that is deleted by mistake can be had back for a month."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.kms_key_id == aws_kms_key.this.arn && secret.recovery_window_in_days == 30])
    error_message = "Secrets are encrypted with it, and come back for a month."
  }

  assert {
    condition     = toset(keys(aws_secretsmanager_secret.this)) == toset(["app", "owner", "platform", "outside"])
    error_message = "Who serves does not hold the owner's secret."
  }

  assert {
    condition     = length(module.passwords) == 0
    error_message = "Generation 0 makes no passwords."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.tags["Zone"] == "test"])
    error_message = "Everything is tagged."
  }
}
