mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                       = "storefront-test"
  tags                       = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  vpc_id                     = "vpc-0123456789abcdef0"
  cidr                       = "10.60.0.0/16"
  subnet_ids                 = ["subnet-3", "subnet-4"]
  database_security_group_id = "sg-0000000000000000d"
  admin_database_url         = "postgresql://db:5432/postgres?sslmode=verify-full&sslrootcert=/etc/storefront/trust/rds.pem"
  master_secret_arn          = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:rds!db-1-AbCdEf"
  secrets = {
    app   = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:app"
    owner = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:owner"
  }
  services       = { web = ["app"], worker = ["app"] }
  cluster_name   = "storefront-test"
  repository_url = "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test"
  release        = "0.2.0"
  log_group      = "/operate"
  log_group_arn  = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/operate"
  key_arn        = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
  days           = 30
}

run "passwords_that_are_hardly_ever_renewed_are_refused" {
  command = plan

  module {
    source = "../modules/rotation"
  }

  variables {
    days = 365
  }

  expect_failures = [var.days]
}

run "an_administrators_password_in_the_address_is_refused" {
  command = plan

  module {
    source = "../modules/rotation"
  }

  variables {
    admin_database_url = "postgresql://storefront_admin:p@db:5432/postgres"
  }

  expect_failures = [var.admin_database_url]
}

run "before_there_is_a_database_nothing_of_the_administrators_is_asked_for" {
  command = plan

  module {
    source = "../modules/rotation"
  }

  variables {
    master_secret_arn = ""
  }

  assert {
    condition     = alltrue([for each in data.aws_iam_policy_document.this.statement : each.sid != "ReadTheAdministrators"])
    error_message = "A statement without a resource would be refused."
  }
}

run "a_service_with_an_unknown_secret_is_refused" {
  command = plan

  module {
    source = "../modules/rotation"
  }

  variables {
    services = { web = ["outside"] }
  }

  expect_failures = [var.services]
}
