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

run "passwords_are_renewed_by_the_clock" {
  command = plan

  module {
    source = "../modules/rotation"
  }

  override_resource {
    target          = aws_security_group.this
    values          = { id = "sg-0000000000000000f" }
    override_during = plan
  }

  assert {
    condition = { for name, rotation in aws_secretsmanager_secret_rotation.this : rotation.secret_id => one(rotation.rotation_rules).automatically_after_days } == {
      for secret in values(var.secrets) : secret => 30
    }
    error_message = "Each secret is renewed after thirty days."
  }

  assert {
    condition     = alltrue([for rotation in aws_secretsmanager_secret_rotation.this : !rotation.rotate_immediately && rotation.rotation_lambda_arn == aws_lambda_function.this.arn])
    error_message = "Not before there are roles, and by the function."
  }

  assert {
    condition = { for permission in aws_lambda_permission.this : permission.source_arn => [permission.principal, permission.source_account, permission.action] } == {
      for secret in values(var.secrets) : secret => ["secretsmanager.amazonaws.com", "123456789012", "lambda:InvokeFunction"]
    }
    error_message = "Secrets Manager may ask the function, for these secrets of this account."
  }

  assert {
    condition = (
      aws_lambda_function.this.package_type == "Image" && aws_lambda_function.this.image_uri == "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test:0.2.0"
      && aws_lambda_function.this.image_config[0].entry_point == tolist(["/app/bin/python"]) && aws_lambda_function.this.image_config[0].command == tolist(["-m", "storefront.rotation"])
      && aws_lambda_function.this.architectures == tolist(["arm64"])
    )
    error_message = "The function is the product's own image with another command."
  }

  assert {
    condition     = aws_lambda_function.this.kms_key_arn == var.key_arn && toset(aws_lambda_function.this.vpc_config[0].subnet_ids) == toset(var.subnet_ids) && aws_lambda_function.this.logging_config[0].log_group == "/operate"
    error_message = "It stands in the service tier, its settings are encrypted, and its log is with those of other tasks."
  }

  assert {
    condition = aws_lambda_function.this.environment[0].variables == tomap({
      ROTATION_ADMIN_SECRET       = var.master_secret_arn
      ROTATION_ADMIN_DATABASE_URL = var.admin_database_url
      ROTATION_CLUSTER            = "storefront-test"
      ROTATION_SERVICES           = jsonencode({ web = [var.secrets["app"]], worker = [var.secrets["app"]] })
    })
    error_message = "Its settings name secrets, and hold none."
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_egress_rule.this : name => [rule.cidr_ipv4, rule.from_port] } == { https = ["0.0.0.0/0", 443], postgresql = ["10.60.0.0/16", 5432] }
    error_message = "It reaches the database and Amazon's own services, by TLS."
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.database.security_group_id == "sg-0000000000000000d" && aws_vpc_security_group_ingress_rule.database.from_port == 5432
      && aws_vpc_security_group_ingress_rule.database.referenced_security_group_id == aws_security_group.this.id
    )
    error_message = "The database lets it in."
  }

  assert {
    condition = { for each in data.aws_iam_policy_document.this.statement : each.sid => join(" ", sort(each.resources)) if each.effect != "Deny" && !endswith(each.sid, "Network") } == {
      RenewSecrets          = join(" ", sort(values(var.secrets)))
      ReadTheAdministrators = var.master_secret_arn
      DecryptAndEncryptThem = var.key_arn
      StartServicesAnew     = "arn:aws:ecs:ap-southeast-5:123456789012:service/storefront-test/web arn:aws:ecs:ap-southeast-5:123456789012:service/storefront-test/worker"
      WriteLogs             = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/operate:*"
    }
    error_message = "It may do what its four steps ask for, and to nothing else."
  }

  assert {
    condition     = one([for each in data.aws_iam_policy_document.this.statement : toset(each.actions) if each.sid == "ReadTheAdministrators"]) == toset(["secretsmanager:GetSecretValue"])
    error_message = "The administrator's secret is read, and is written by RDS alone."
  }

  assert {
    condition     = aws_lambda_function.this.tags["Zone"] == "test" && aws_iam_role.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
