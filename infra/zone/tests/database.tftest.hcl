mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                     = "storefront-test"
  tags                     = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  vpc_id                   = "vpc-0123456789abcdef0"
  subnet_ids               = ["subnet-1", "subnet-2"]
  client_security_group_id = "sg-0123456789abcdef0"
  instance_class           = "db.m7g.large"
  storage_gb               = 100
  storage_most_gb          = 500
  multi_az                 = true
  replicas                 = 2
  backup_days              = 14
  serves_businesses        = true
  log_days                 = 90
  key_arn                  = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
  refuge_key_arn           = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "encrypted_private_and_recoverable" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  assert {
    condition     = aws_db_instance.primary.storage_encrypted && aws_db_instance.primary.kms_key_id == var.key_arn
    error_message = "The database is encrypted with the zone's key."
  }

  assert {
    condition     = !aws_db_instance.primary.publicly_accessible && alltrue([for replica in aws_db_instance.replica : !replica.publicly_accessible])
    error_message = "No database is public."
  }

  assert {
    condition     = aws_db_instance.primary.multi_az
    error_message = "A standby takes over."
  }

  assert {
    condition     = aws_db_instance.primary.backup_retention_period == 14 && !aws_db_instance.primary.delete_automated_backups
    error_message = "To any moment of fourteen days, even when the instance is gone."
  }

  assert {
    condition     = aws_db_instance.primary.deletion_protection && !aws_db_instance.primary.skip_final_snapshot
    error_message = "It is hard to lose."
  }

  assert {
    condition     = aws_db_instance.primary.manage_master_user_password && aws_db_instance.primary.password == null
    error_message = "RDS makes and rotates the administrator's password."
  }

  assert {
    condition     = one([for each in aws_db_parameter_group.this.parameter : each.value if each.name == "rds.force_ssl"]) == "1"
    error_message = "TLS is forced."
  }

  assert {
    condition     = one([for each in aws_db_parameter_group.this.parameter : each.value if each.name == "log_parameter_max_length"]) == "0"
    error_message = "Statements' values, which are people's data, are not logged."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17"
    error_message = "The parameters are of the engine's version."
  }

  assert {
    condition     = aws_db_instance.primary.performance_insights_enabled && aws_db_instance.primary.monitoring_interval == 60
    error_message = "It can be seen into."
  }

  assert {
    condition     = length(aws_db_instance.replica) == 2 && alltrue([for replica in aws_db_instance.replica : replica.storage_encrypted])
    error_message = "Two encrypted replicas."
  }

  assert {
    condition     = aws_db_instance_automated_backups_replication.refuge.retention_period == 14
    error_message = "The other region holds as many days."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.tasks.referenced_security_group_id == var.client_security_group_id && aws_vpc_security_group_ingress_rule.tasks.cidr_ipv4 == null
    error_message = "Only the tasks may connect."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.staff) == 0
    error_message = "Nobody else may connect."
  }

  assert {
    condition     = aws_db_instance.primary.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
