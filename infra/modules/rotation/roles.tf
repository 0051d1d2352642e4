# What the function may do: read and write three secrets, read the administrator's, and start two services anew.

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "this" {
  #checkov:skip=CKV_AWS_356:What describes the network knows no resource
  #checkov:skip=CKV_AWS_111:Interfaces have no name before they are made; the function's own code is denied the same below
  statement {
    sid = "RenewSecrets"
    actions = [
      "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ]
    resources = values(var.secrets)
  }

  dynamic "statement" {
    for_each = compact([var.master_secret_arn]) # not there before the database is

    content {
      sid       = "ReadTheAdministrators"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [statement.value]
    }
  }

  statement {
    sid       = "DecryptAndEncryptThem"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.key_arn]
  }

  statement {
    sid       = "StartServicesAnew"
    actions   = ["ecs:UpdateService"]
    resources = [for service in keys(var.services) : "arn:${data.aws_partition.this.partition}:ecs:${local.here}:service/${var.cluster_name}/${service}"]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${var.log_group_arn}:*"]
  }

  statement {
    sid       = "SeeTheNetwork"
    actions   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
    resources = ["*"] # the actions know no resource
  }

  statement {
    sid = "StandInTheNetwork"
    actions = [
      "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses",
    ]
    resources = ["arn:${data.aws_partition.this.partition}:ec2:${local.here}:*/*"]
  }

  # Lambda itself needs these to place the function; the code in it does not.
  statement {
    sid    = "TheCodeItselfMayNot"
    effect = "Deny"
    actions = [
      "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
    ]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "lambda:SourceFunctionArn"
      values   = ["arn:${data.aws_partition.this.partition}:lambda:${local.here}:function:${local.function}"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = local.function
  description        = "The function that renews passwords"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = merge(var.tags, { Name = local.function })
}

resource "aws_iam_role_policy" "this" {
  name   = "renew-passwords"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
