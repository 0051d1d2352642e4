mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name            = "storefront-test"
  tags            = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain          = "shops.example.my"
  dns_zone_id     = "Z0123456789"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001"
  web_acl_arn     = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/storefront-test/1"
}

run "private_versioned_encrypted_and_copied" {
  command = plan

  module {
    source = "../modules/media"
  }

  providers = { aws = aws, aws.refuge = aws.refuge }

  assert {
    condition     = alltrue([for block in [aws_s3_bucket_public_access_block.this, aws_s3_bucket_public_access_block.copies] : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "Neither bucket can be made public."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && aws_s3_bucket_versioning.copies.versioning_configuration[0].status == "Enabled"
    error_message = "Both buckets keep versions."
  }

  assert {
    condition     = alltrue(flatten([for each in [aws_s3_bucket_server_side_encryption_configuration.this, aws_s3_bucket_server_side_encryption_configuration.copies] : [for rule in each.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"]]))
    error_message = "Both buckets are encrypted."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 30
    error_message = "What was erased is gone after thirty days."
  }

  assert {
    condition     = aws_s3_bucket_replication_configuration.this.rule[0].delete_marker_replication[0].status == "Enabled"
    error_message = "What is erased here is erased in the copy."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && !aws_s3_bucket.copies.force_destroy
    error_message = "A bucket with pictures is not destroyed."
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.this.cors_rule).allowed_methods == toset(["GET", "HEAD"])
    error_message = "Other origins may read and no more."
  }

  assert {
    condition     = aws_cloudfront_origin_access_control.this.signing_behavior == "always"
    error_message = "The CDN signs what it asks."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.web_acl_id == var.web_acl_arn
    error_message = "The firewall stands before the pictures."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https" && aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "TLS 1.2 or newer."
  }

  assert {
    condition     = aws_cloudfront_response_headers_policy.this.security_headers_config[0].content_security_policy[0].content_security_policy == "default-src 'none'; sandbox"
    error_message = "An uploaded file never runs."
  }

  assert {
    condition     = aws_cloudfront_response_headers_policy.this.security_headers_config[0].content_type_options[0].override
    error_message = "A browser does not guess what a file is."
  }

  assert {
    condition     = output.url == "https://media.shops.example.my" && tolist(aws_cloudfront_distribution.this.aliases) == tolist(["media.shops.example.my"])
    error_message = "Pictures have a host of their own."
  }

  assert {
    condition     = aws_s3_bucket.this.tags["Zone"] == "test" && aws_s3_bucket.copies.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
