mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name               = "storefront-test"
  tags               = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain             = "shops.example.my"
  dns_zone_id        = "Z0123456789"
  mail               = "zone@example.my"
  vpc_id             = "vpc-0123456789abcdef0"
  cidr               = "10.60.0.0/16"
  public_subnet_ids  = ["subnet-1", "subnet-2"]
  service_subnet_ids = ["subnet-3", "subnet-4"]
  cluster_arn        = "arn:aws:ecs:ap-southeast-5:123456789012:cluster/storefront-test"
  balancer_name      = "internal-storefront-test.ap-southeast-5.elb.amazonaws.com"
  repository_url     = "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test"
  repository_arn     = "arn:aws:ecr:ap-southeast-5:123456789012:repository/storefront-test"
  log_group          = "/operate"
  log_group_arn      = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/operate"
  key_arn            = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "nobody_to_write_to_is_refused" {
  command = plan

  module {
    source = "../modules/domains"
  }

  variables {
    mail = "nobody"
  }

  expect_failures = [var.mail]
}

run "a_name_that_leaves_no_room_is_refused" {
  command = plan

  module {
    source = "../modules/domains"
  }

  variables {
    name = "storefront-malaysia-refuges"
  }

  expect_failures = [var.name]
}
