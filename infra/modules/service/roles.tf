# Who may do what: one execution role for each set of secrets, and one role for the running code.

locals {
  may_read = {
    app     = [var.secret_arns["app"], var.secret_arns["outside"], var.secret_arns["platform"]]
    migrate = [var.secret_arns["app"], var.secret_arns["outside"], var.secret_arns["owner"]]
    prepare = compact([var.secret_arns["app"], var.secret_arns["outside"], var.secret_arns["owner"], var.secret_arns["platform"], var.master_secret_arn])
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "execution" {
  #checkov:skip=CKV_AWS_356:ecr:GetAuthorizationToken knows no resource
  for_each = local.may_read

  statement {
    sid       = "SignInToTheRegistry"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  statement {
    sid       = "FetchTheImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [var.repository_arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for arn in values(var.log_group_arns) : "${arn}:*"]
  }

  statement {
    sid       = "ReadItsOwnSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = each.value
  }

  statement {
    sid       = "DecryptThem"
    actions   = ["kms:Decrypt"]
    resources = [var.key_arn]
  }
}

resource "aws_iam_role" "execution" {
  for_each = local.may_read

  name               = "${var.name}-start-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = merge(var.tags, { Name = "${var.name}-start-${each.key}" })
}

resource "aws_iam_role_policy" "execution" {
  for_each = local.may_read

  name   = "start-${each.key}"
  role   = aws_iam_role.execution[each.key].id
  policy = data.aws_iam_policy_document.execution[each.key].json
}

data "aws_iam_policy_document" "task" {
  statement {
    sid       = "KeepPictures"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${var.bucket_arn}/*"]
  }

  statement {
    sid       = "FindPictures"
    actions   = ["s3:ListBucket"]
    resources = [var.bucket_arn]
  }
}

resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = merge(var.tags, { Name = "${var.name}-task" })
}

resource "aws_iam_role_policy" "task" {
  name   = "keep-pictures"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.task.json
}
