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

run "encrypted_and_for_the_tasks_alone" {
  command = plan

  module {
    source = "../modules/cache"
  }

  assert {
    condition     = aws_elasticache_replication_group.this.engine == "valkey"
    error_message = "It is Valkey."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.at_rest_encryption_enabled == "true"
    error_message = "Encrypted under way and at rest."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "A second node takes over."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.tasks.referenced_security_group_id == var.client_security_group_id && aws_vpc_security_group_ingress_rule.tasks.cidr_ipv4 == null
    error_message = "Only the tasks may connect."
  }

  assert {
    condition     = startswith(output.url, "rediss://")
    error_message = "Its address demands TLS."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
