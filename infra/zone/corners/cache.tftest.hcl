mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                     = "storefront-test"
  tags                     = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  vpc_id                   = "vpc-0123456789abcdef0"
  subnet_ids               = ["subnet-1", "subnet-2"]
  client_security_group_id = "sg-0123456789abcdef0"
  node_type                = "cache.t4g.small"
  nodes                    = 2
  key_arn                  = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "one_node_has_no_failover" {
  command = plan

  module {
    source = "../modules/cache"
  }

  variables {
    nodes = 1
  }

  assert {
    condition     = !aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "Nothing to fail over to."
  }
}

run "no_node_is_refused" {
  command = plan

  module {
    source = "../modules/cache"
  }

  variables {
    nodes = 0
  }

  expect_failures = [var.nodes]
}
