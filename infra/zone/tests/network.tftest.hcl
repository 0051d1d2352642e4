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

run "three_places_with_a_way_out_each" {
  command = plan

  module {
    source = "../modules/network"
  }

  assert {
    condition     = length(aws_subnet.this) == 9
    error_message = "Three tiers in three availability zones are nine subnets."
  }

  assert {
    condition     = length(distinct([for subnet in aws_subnet.this : subnet.availability_zone])) == 3
    error_message = "The subnets lie in three availability zones."
  }

  assert {
    condition     = length(distinct([for subnet in aws_subnet.this : subnet.cidr_block])) == 9
    error_message = "No two subnets share addresses."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.this : !subnet.map_public_ip_on_launch])
    error_message = "Nothing gets a public address by itself."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "There is a way out in each availability zone."
  }

  assert {
    condition     = length(aws_route.to_internet[*]) == 1 && length(aws_route.out) == 3
    error_message = "The data tier has no route out."
  }

  assert {
    condition     = length([for key, _ in aws_route_table_association.this : key if startswith(key, "data-")]) == 3
    error_message = "The data tier has its own routes, which are none."
  }

  assert {
    condition     = length(aws_vpc_endpoint.door) == 5 && alltrue([for door in aws_vpc_endpoint.door : door.private_dns_enabled])
    error_message = "Images, logs and secrets are reached without the internet."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.doors[0].cidr_ipv4 == "10.60.0.0/16"
    error_message = "The endpoints answer inside the network only."
  }

  assert {
    condition     = aws_flow_log.this.traffic_type == "REJECT" && aws_cloudwatch_log_group.flow.kms_key_id == var.key_arn
    error_message = "What was refused is logged, encrypted."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.this : subnet.tags["Zone"] == "test"]) && aws_vpc.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
