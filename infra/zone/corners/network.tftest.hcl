mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                = "storefront-test"
  tags                = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  cidr                = "10.60.0.0/16"
  availability_zones  = 3
  nat_gateways        = "each"
  interface_endpoints = true
  log_days            = 90
  key_arn             = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "the_pilot_has_one_way_out" {
  command = plan

  module {
    source = "../modules/network"
  }

  variables {
    availability_zones  = 2
    nat_gateways        = "one"
    interface_endpoints = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.out) == 2
    error_message = "Both availability zones use the one way out."
  }

  assert {
    condition     = length(aws_vpc_endpoint.door) == 0 && length(aws_security_group.doors) == 0
    error_message = "The pilot pays for no endpoints."
  }
}

run "a_public_range_is_refused" {
  command = plan

  module {
    source = "../modules/network"
  }

  variables {
    cidr = "8.8.0.0/16"
  }

  expect_failures = [var.cidr]
}

run "too_small_a_range_is_refused" {
  command = plan

  module {
    source = "../modules/network"
  }

  variables {
    cidr = "10.60.0.0/24"
  }

  expect_failures = [var.cidr]
}

run "one_availability_zone_is_refused" {
  command = plan

  module {
    source = "../modules/network"
  }

  variables {
    availability_zones = 1
  }

  expect_failures = [var.availability_zones]
}

run "tags_that_say_nothing_are_refused" {
  command = plan

  module {
    source = "../modules/network"
  }

  variables {
    tags = { Product = "storefront" }
  }

  expect_failures = [var.tags]
}
