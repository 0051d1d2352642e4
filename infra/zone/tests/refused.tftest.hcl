mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "global"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "mail"
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

# Each of them by itself, and every size that leaves businesses standing alone: corners/refusals.tftest.hcl
run "what_is_wrong_stops_the_plan" {
  command = plan

  variables {
    zone                       = "My Zone"
    size                       = "launch"
    region                     = "ap-southeast-5"
    refuge_region              = "ap-southeast-5"
    domain                     = "https://shops.example.my"
    network                    = "10.60.0.0/16"
    release                    = "0.2.0"
    operators                  = []
    oidc_subject               = "repo:example/storefront:environment:test"
    outside_secrets            = ["stripe_secret_key"]
    database_ca_file           = ""
    deletion_protection        = false
    client_requests_per_minute = 1
    zone_file                  = "rwanda.toml"
    stand_in                   = "http://192.0.2.1:4566"
    secrets_generation         = 0
  }

  expect_failures = [
    var.zone,
    var.refuge_region,
    var.domain,
    var.operators,
    var.outside_secrets,
    var.database_ca_file,
    var.deletion_protection,
    var.client_requests_per_minute,
    var.zone_file,
    var.stand_in,
  ]
}
