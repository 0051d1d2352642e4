# Keys that encrypt everything at rest, and the secrets that tasks are started with.

data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  account = data.aws_caller_identity.this.account_id
  root    = "arn:${data.aws_partition.this.partition}:iam::${local.account}:root"
}

# The account's own administrators, and the two services that encrypt on our behalf without a role of ours.
data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:A key's policy must let its account administer it, or the key is lost for ever
  #checkov:skip=CKV_AWS_111:In a key's policy the resource is the key itself
  #checkov:skip=CKV_AWS_356:In a key's policy the resource is the key itself
  statement {
    sid       = "AccountAdministersTheKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }

  statement {
    sid       = "LogsAndAlarmsAreEncrypted"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${data.aws_region.this.name}.amazonaws.com", "cloudwatch.amazonaws.com", "budgets.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "${var.name}: everything at rest"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = merge(var.tags, { Name = var.name })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_kms_key" "refuge" {
  #checkov:skip=CKV2_AWS_64:The default policy, which lets the account administer the key, is what copies need
  provider = aws.refuge

  description             = "${var.name}: copies in the other region"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = merge(var.tags, { Name = "${var.name}-refuge" })
}

resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV2_AWS_57:modules/rotation renews all but the keys of other services, which are made there by hand
  for_each = local.described

  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 30
  tags                    = merge(var.tags, { Name = "${var.name}/${each.key}" })
}

locals {
  tls = var.database_ca_file == "" ? "sslmode=require" : "sslmode=verify-full&sslrootcert=${var.database_ca_file}"
  described = {
    app      = "What web and worker start with: the serving role's address, and the key that signs links"
    owner    = "The schema's owner, for migrations alone"
    platform = "The platform role, for staff's pages, what is due by the clock, and opening tenants"
    outside  = "Keys of other services, written by hand: ${join(", ", sort(var.outside_secrets))}"
  }
}

module "passwords" {
  source    = "./passwords"
  count     = var.generation > 0 ? 1 : 0
  providers = { aws = aws.vault }

  secret_ids = { for name, secret in aws_secretsmanager_secret.this : name => secret.id if name != "outside" }
  generation = var.generation
  server     = "${var.database_address}:${var.database_port}/storefront?${local.tls}"
}
