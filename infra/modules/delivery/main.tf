# What the build service may do, without a key of its own: push an image, roll it out, run a task once. It brings no image
# to the function that renews passwords, whose role reads the administrator's: Terraform does (infra/README.md, A release).

data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  place    = "${data.aws_region.this.name}:${data.aws_caller_identity.this.account_id}"
  here     = "${data.aws_partition.this.partition}:ecs:${local.place}"
  function = "arn:${data.aws_partition.this.partition}:lambda:${local.place}:function:${var.name}-rotation"
}

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  tags                 = merge(var.tags, { Name = var.name })

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

# The function that renews passwords is the same image. It is fetched by Lambda itself, and not by the function's role.
data "aws_iam_policy_document" "repository" {
  statement {
    sid     = "LambdaFetchesTheImage"
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.function]
    }
  }
}

resource "aws_ecr_repository_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy     = data.aws_iam_policy_document.repository.json
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "What never got a name goes after a week"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
        action       = { type = "expire" }
      },
      # What other programs' images are mirrored to does not go with the releases: a rule that comes first has them.
      {
        rulePriority = 2
        description  = "Ten versions of the edge of shops' own domains"
        selection    = { tagStatus = "tagged", tagPatternList = ["caddy-*"], countType = "imageCountMoreThan", countNumber = 10 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 3
        description  = "Ten versions of the collector of traces"
        selection    = { tagStatus = "tagged", tagPatternList = ["collector-*"], countType = "imageCountMoreThan", countNumber = 10 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 4
        description  = "Fifty releases to roll back to"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = 50 }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_iam_openid_connect_provider" "this" {
  count = var.existing_oidc_provider_arn == "" ? 1 : 0

  url            = "https://${var.oidc_issuer}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = merge(var.tags, { Name = var.oidc_issuer })
}

locals {
  provider_arn = var.existing_oidc_provider_arn == "" ? aws_iam_openid_connect_provider.this[0].arn : var.existing_oidc_provider_arn
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:sub"
      values   = [var.oidc_subject]
    }
  }
}

resource "aws_iam_role" "this" {
  name                 = "${var.name}-delivery"
  description          = "The build service, for the one environment or branch that oidc_subject names"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  max_session_duration = 7200 # as the workflow may take
  tags                 = merge(var.tags, { Name = "${var.name}-delivery" })
}

data "aws_iam_policy_document" "this" {
  #checkov:skip=CKV_AWS_356:Signing in to the registry and describing task definitions know no resource
  #checkov:skip=CKV_AWS_111:Registering a task definition knows no resource; what it may run as is bound by PassRole below
  statement {
    sid       = "SignIn"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  statement {
    sid = "PushTheImage"
    actions = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart", "ecr:DescribeImages", "ecr:DescribeImageScanFindings",
    ]
    resources = [aws_ecr_repository.this.arn]
  }

  statement {
    sid       = "DescribeAndRegisterTasks"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
    resources = ["*"] # the actions know no resource
  }

  statement {
    sid       = "TagThemAsTheyWere"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.here}:task-definition/${var.name}-*:*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  statement {
    sid       = "RollOut"
    actions   = ["ecs:DescribeServices", "ecs:UpdateService"]
    resources = ["arn:${local.here}:service/${var.name}/*"]
  }

  statement {
    sid       = "MigrateOnce"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${local.here}:task-definition/${var.name}-migrate:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.here}:cluster/${var.name}"]
    }
  }

  statement {
    sid       = "SeeHowItWent"
    actions   = ["ecs:DescribeTasks"]
    resources = ["arn:${local.here}:task/${var.name}/*"]
  }

  statement {
    sid       = "HandOverTheTasksRoles"
    actions   = ["iam:PassRole"]
    resources = var.role_arns

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "deliver"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
