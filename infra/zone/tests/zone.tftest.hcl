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

# Run once for each zone, with its own variables; tests/infra looks at every planned resource besides.
variables {
  secrets_generation = 0
}

run "the_whole_zone" {
  command = plan

  assert {
    condition     = output.cluster == "storefront-${var.zone}" && output.database == "storefront-${var.zone}"
    error_message = "The zone's name is in everything."
  }

  assert {
    condition     = length(module.network.subnet_ids["data"]) == var.sizes[var.size].availability_zones
    error_message = "The zone stands in as many availability zones as its size says."
  }

  assert {
    condition     = !var.sizes[var.size].serves_businesses || length(module.network.nat_addresses) == var.sizes[var.size].availability_zones
    error_message = "Where businesses live there is a way out in each availability zone."
  }

  assert {
    condition     = (output.custom_domains == null) == !var.custom_domains
    error_message = "The edge of shops' own domains runs where it is wanted, and nowhere else."
  }

  assert {
    condition     = length(module.observability.alarm_names) == 21 + (var.custom_domains ? 3 : 0) + var.sizes[var.size].database.replicas
    error_message = "Every alarm of the zone, and one more for each replica."
  }
}
