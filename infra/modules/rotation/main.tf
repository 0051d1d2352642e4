# The passwords of the database's roles are renewed by the clock of Secrets Manager: a function of the product's own image
# (storefront/rotation). Why each role has two logins: docs/decisions/0015-two-logins-to-each-role.md

data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  function = "${var.name}-rotation"
  account  = data.aws_caller_identity.this.account_id
  here     = "${data.aws_region.this.name}:${local.account}"
}

resource "aws_security_group" "this" {
  name        = local.function
  description = "The function that renews passwords; nobody reaches it"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.function })
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = {
    https      = { port = 443, cidr = "0.0.0.0/0" } # Secrets Manager and ECS, which have no fixed addresses
    postgresql = { port = 5432, cidr = var.cidr }
  }

  security_group_id = aws_security_group.this.id
  description       = each.key
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  tags              = merge(var.tags, { Name = "${local.function}-${each.key}" })
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = var.database_security_group_id
  description                  = "PostgreSQL from the function that renews passwords"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  tags                         = merge(var.tags, { Name = local.function })
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_50:It asks three services once a month, and its log says each step
  #checkov:skip=CKV_AWS_115:A reserve takes from the ten that a new account has in all, and is then refused
  #checkov:skip=CKV_AWS_116:Secrets Manager repeats what failed, and an alarm tells of it
  #checkov:skip=CKV_AWS_272:Signatures are for archives; an image of an immutable registry is its digest
  function_name = local.function
  description   = "Renews the passwords of the database's roles"
  role          = aws_iam_role.this.arn
  package_type  = "Image"
  image_uri     = "${var.repository_url}:${var.release}"
  architectures = ["arm64"]
  memory_size   = 1024 # which decides the processor, too
  timeout       = 60
  kms_key_arn   = var.key_arn
  tags          = merge(var.tags, { Name = local.function })

  image_config {
    entry_point = ["/app/bin/python"]
    command     = ["-m", "storefront.rotation"]
  }

  environment {
    variables = {
      ROTATION_ADMIN_SECRET       = var.master_secret_arn
      ROTATION_ADMIN_DATABASE_URL = var.admin_database_url
      ROTATION_CLUSTER            = var.cluster_name
      ROTATION_SERVICES           = jsonencode({ for service, names in var.services : service => [for name in names : var.secrets[name]] })
    }
  }

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.this.id]
  }

  logging_config {
    log_format = "Text" # the program's own lines, which are JSON
    log_group  = var.log_group
  }

  depends_on = [aws_iam_role_policy.this, aws_vpc_security_group_egress_rule.this, aws_vpc_security_group_ingress_rule.database]
}

resource "aws_lambda_permission" "this" {
  for_each = var.secrets

  statement_id   = "rotate-${each.key}"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this.function_name
  principal      = "secretsmanager.amazonaws.com"
  source_account = local.account
  source_arn     = each.value
}

resource "aws_secretsmanager_secret_rotation" "this" {
  #checkov:skip=CKV_AWS_304:The days are a variable, which the scan does not follow, and 90 are the most it may have
  for_each = var.secrets

  secret_id           = each.value
  rotation_lambda_arn = aws_lambda_function.this.arn
  rotate_immediately  = false # a new zone's database has no roles yet

  rotation_rules {
    automatically_after_days = var.days
  }

  depends_on = [aws_lambda_permission.this]
}
