# Three regions: the zone's own, the one of the copies, and the one that CloudFront wants. `stand_in` is for trying the
# whole zone against a program on this machine that answers like AWS (make infra-test).

locals {
  stand_in = var.stand_in != ""
}

provider "aws" {
  region = var.region

  access_key                  = local.stand_in ? "stand-in" : null
  secret_key                  = local.stand_in ? "stand-in" : null
  skip_credentials_validation = local.stand_in
  skip_metadata_api_check     = local.stand_in ? "true" : null
  skip_requesting_account_id  = false
  skip_region_validation      = local.stand_in
  s3_use_path_style           = local.stand_in

  dynamic "endpoints" {
    for_each = local.stand_in ? [var.stand_in] : []

    content {
      acm                    = endpoints.value
      applicationautoscaling = endpoints.value
      budgets                = endpoints.value
      cloudfront             = endpoints.value
      cloudwatch             = endpoints.value
      cloudwatchlogs         = endpoints.value
      ec2                    = endpoints.value
      ecr                    = endpoints.value
      ecs                    = endpoints.value
      efs                    = endpoints.value
      elasticache            = endpoints.value
      elbv2                  = endpoints.value
      iam                    = endpoints.value
      kms                    = endpoints.value
      lambda                 = endpoints.value
      rds                    = endpoints.value
      route53                = endpoints.value
      s3                     = endpoints.value
      secretsmanager         = endpoints.value
      sesv2                  = endpoints.value
      sns                    = endpoints.value
      sts                    = endpoints.value
      wafv2                  = endpoints.value
    }
  }

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias  = "refuge"
  region = var.refuge_region

  access_key                  = local.stand_in ? "stand-in" : null
  secret_key                  = local.stand_in ? "stand-in" : null
  skip_credentials_validation = local.stand_in
  skip_metadata_api_check     = local.stand_in ? "true" : null
  skip_region_validation      = local.stand_in
  s3_use_path_style           = local.stand_in

  dynamic "endpoints" {
    for_each = local.stand_in ? [var.stand_in] : []

    content {
      kms = endpoints.value
      rds = endpoints.value
      s3  = endpoints.value
      sts = endpoints.value
    }
  }

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias  = "global"
  region = "us-east-1"

  access_key                  = local.stand_in ? "stand-in" : null
  secret_key                  = local.stand_in ? "stand-in" : null
  skip_credentials_validation = local.stand_in
  skip_metadata_api_check     = local.stand_in ? "true" : null

  dynamic "endpoints" {
    for_each = local.stand_in ? [var.stand_in] : []

    content {
      acm            = endpoints.value
      cloudwatch     = endpoints.value
      cloudwatchlogs = endpoints.value
      sns            = endpoints.value
      sts            = endpoints.value
      wafv2          = endpoints.value
    }
  }

  default_tags {
    tags = local.tags
  }
}

# For passwords alone (modules/secrets/versions.tf says why).
provider "aws" {
  alias  = "vault"
  region = var.region

  access_key                  = local.stand_in ? "stand-in" : null
  secret_key                  = local.stand_in ? "stand-in" : null
  skip_credentials_validation = local.stand_in
  skip_metadata_api_check     = local.stand_in ? "true" : null
  skip_region_validation      = local.stand_in

  dynamic "endpoints" {
    for_each = local.stand_in ? [var.stand_in] : []

    content {
      secretsmanager = endpoints.value
      sts            = endpoints.value
    }
  }
}

# SES is not in every region.
provider "aws" {
  alias  = "mail"
  region = local.mail_region

  access_key                  = local.stand_in ? "stand-in" : null
  secret_key                  = local.stand_in ? "stand-in" : null
  skip_credentials_validation = local.stand_in
  skip_metadata_api_check     = local.stand_in ? "true" : null
  skip_region_validation      = local.stand_in

  dynamic "endpoints" {
    for_each = local.stand_in ? [var.stand_in] : []

    content {
      cloudwatch = endpoints.value
      iam        = endpoints.value
      route53    = endpoints.value
      ses        = endpoints.value
      sesv2      = endpoints.value
      sns        = endpoints.value
      sts        = endpoints.value
    }
  }

  default_tags {
    tags = local.tags
  }
}
