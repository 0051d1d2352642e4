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

run "the_staffs_private_network_may_connect" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    staff_networks = ["10.20.0.0/24"]
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.staff["10.20.0.0/24"].from_port == 5432
    error_message = "The VPN reaches PostgreSQL and nothing else."
  }
}

run "a_public_database_is_refused" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    staff_networks = ["0.0.0.0/0"]
  }

  expect_failures = [var.staff_networks]
}

run "a_public_address_is_refused" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    staff_networks = ["203.0.113.7/32"]
  }

  expect_failures = [var.staff_networks]
}

run "a_whole_private_range_is_refused" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    staff_networks = ["10.0.0.0/8"]
  }

  expect_failures = [var.staff_networks]
}

run "one_availability_zone_is_refused_where_businesses_live" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    multi_az = false
  }

  expect_failures = [aws_db_instance.primary]
}

run "few_backups_are_refused_where_businesses_live" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    backup_days = 7
  }

  expect_failures = [aws_db_instance.primary]
}

run "deletion_is_refused_where_businesses_live" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    deletion_protection = false
  }

  expect_failures = [aws_db_instance.primary]
}

run "no_backups_are_refused_everywhere" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    backup_days       = 0
    serves_businesses = false
  }

  expect_failures = [var.backup_days]
}

run "a_disk_that_can_not_grow_is_refused" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    storage_most_gb = 100
  }

  expect_failures = [var.storage_most_gb]
}

run "an_old_engine_is_refused" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    engine_version = "14.9"
  }

  expect_failures = [var.engine_version]
}

run "the_pilot_may_stand_in_one_place" {
  command = plan

  module {
    source = "../modules/database"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  variables {
    multi_az          = false
    backup_days       = 7
    serves_businesses = false
  }

  assert {
    condition     = !aws_db_instance.primary.multi_az && aws_db_instance.primary.deletion_protection
    error_message = "A pilot is cheaper, and no easier to lose."
  }
}
