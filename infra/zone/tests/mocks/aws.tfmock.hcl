# What AWS would answer: values whose form is checked, or that are taken apart. Everything else is invented.

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { name = "ap-southeast-5" }
}

mock_data "aws_availability_zones" {
  defaults = { names = ["ap-southeast-5a", "ap-southeast-5b", "ap-southeast-5c"] }
}

mock_data "aws_ec2_managed_prefix_list" {
  defaults = { id = "pl-0123456789abcdef0" }
}

mock_data "aws_iam_policy_document" {
  defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
}

mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001" }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = { arn = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:storefront-test/app-AbCdEf" }
}

mock_resource "aws_lambda_function" {
  defaults = { arn = "arn:aws:lambda:ap-southeast-5:123456789012:function:storefront-test-rotation" }
}

mock_resource "aws_vpc" {
  defaults = { id = "vpc-0123456789abcdef0", cidr_block = "10.60.0.0/16" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/storefront-test" }
}

mock_resource "aws_iam_openid_connect_provider" {
  defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/storefront-test" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:ap-southeast-5:123456789012:storefront-test-alarms" }
}

mock_resource "aws_db_instance" {
  defaults = {
    arn     = "arn:aws:rds:ap-southeast-5:123456789012:db:storefront-test"
    address = "storefront-test.abc.ap-southeast-5.rds.amazonaws.com"
    port    = 5432
    master_user_secret = [{
      kms_key_id    = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
      secret_arn    = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:rds!db-1-AbCdEf"
      secret_status = "active"
    }]
  }
}

mock_resource "aws_elasticache_replication_group" {
  defaults = { primary_endpoint_address = "master.storefront-test.abc.use1.cache.amazonaws.com" }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    arn                         = "arn:aws:s3:::storefront-test-media-123456789012"
    bucket_regional_domain_name = "storefront-test-media-123456789012.s3.ap-southeast-5.amazonaws.com"
  }
}

mock_resource "aws_lb" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:ap-southeast-5:123456789012:loadbalancer/app/storefront-test/0123456789abcdef"
    arn_suffix = "app/storefront-test/0123456789abcdef"
    dns_name   = "internal-storefront-test.ap-southeast-5.elb.amazonaws.com"
  }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:ap-southeast-5:123456789012:targetgroup/storefront-test/0123456789abcdef"
    arn_suffix = "targetgroup/storefront-test/0123456789abcdef"
  }
}

mock_resource "aws_lb_listener" {
  defaults = { arn = "arn:aws:elasticloadbalancing:ap-southeast-5:123456789012:listener/app/storefront-test/0123456789abcdef/0123456789abcdef" }
}

mock_resource "aws_ecs_task_definition" {
  defaults = { arn = "arn:aws:ecs:ap-southeast-5:123456789012:task-definition/storefront-test-web:1" }
}

mock_resource "aws_ecs_cluster" {
  defaults = {
    id  = "arn:aws:ecs:ap-southeast-5:123456789012:cluster/storefront-test"
    arn = "arn:aws:ecs:ap-southeast-5:123456789012:cluster/storefront-test"
  }
}

mock_resource "aws_appautoscaling_policy" {
  defaults = { arn = "arn:aws:autoscaling:ap-southeast-5:123456789012:scalingPolicy:00000000-0000-0000-0000-000000000001:resource/ecs/service/x:policyName/y" }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:ap-southeast-5:123456789012:repository/storefront-test"
    repository_url = "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test"
  }
}

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001"
    domain_validation_options = [
      { domain_name = "shops.example.my", resource_record_name = "_a.shops.example.my.", resource_record_type = "CNAME", resource_record_value = "_b.acm-validations.aws." },
      { domain_name = "*.shops.example.my", resource_record_name = "_a.shops.example.my.", resource_record_type = "CNAME", resource_record_value = "_b.acm-validations.aws." },
    ]
  }
}

mock_resource "aws_acm_certificate_validation" {
  defaults = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001" }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/storefront-test/00000000-0000-0000-0000-000000000001" }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn            = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC"
    domain_name    = "d0123456789abc.cloudfront.net"
    hosted_zone_id = "Z2FDTNDATAQYW2"
  }
}

mock_resource "aws_sesv2_email_identity" {
  defaults = {
    arn = "arn:aws:ses:ap-southeast-1:123456789012:identity/shops.example.my"
  }
}

mock_resource "aws_ses_domain_dkim" {
  defaults = { dkim_tokens = ["one", "two", "three"] }
}

mock_resource "aws_sesv2_configuration_set" {
  defaults = { arn = "arn:aws:ses:ap-southeast-1:123456789012:configuration-set/storefront-test" }
}

mock_resource "aws_efs_file_system" {
  defaults = { arn = "arn:aws:elasticfilesystem:ap-southeast-5:123456789012:file-system/fs-0123456789abcdef0" }
}
