# Passwords are made here as ephemeral values and written with write-only arguments: neither the plan nor the state
# ever holds one. A module of its own, since Terraform's tests can not invent ephemeral values.

ephemeral "aws_secretsmanager_random_password" "role" {
  for_each = toset(["serving", "owner", "platform"])

  password_length     = 40
  exclude_punctuation = true # they become part of an address
}

ephemeral "aws_secretsmanager_random_password" "signing" {
  password_length     = 64
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "app" {
  secret_id                = var.secret_ids["app"]
  secret_string_wo_version = var.generation
  secret_string_wo = jsonencode({
    database_url = "postgresql://storefront_serving:${ephemeral.aws_secretsmanager_random_password.role["serving"].random_password}@${var.server}"
    secret_key   = ephemeral.aws_secretsmanager_random_password.signing.random_password
  })
}

resource "aws_secretsmanager_secret_version" "owner" {
  secret_id                = var.secret_ids["owner"]
  secret_string_wo_version = var.generation
  secret_string_wo = jsonencode({
    owner_database_url = "postgresql://storefront_owner:${ephemeral.aws_secretsmanager_random_password.role["owner"].random_password}@${var.server}"
  })
}

resource "aws_secretsmanager_secret_version" "platform" {
  secret_id                = var.secret_ids["platform"]
  secret_string_wo_version = var.generation
  secret_string_wo = jsonencode({
    platform_database_url = "postgresql://storefront_platform:${ephemeral.aws_secretsmanager_random_password.role["platform"].random_password}@${var.server}"
  })
}
