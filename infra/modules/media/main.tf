# Pictures: a private bucket with versions, a copy in the other region, and a CDN that alone may read it. AVIF and WebP
# have addresses of their own, made by the worker, so the CDN negotiates nothing and keeps everything for a year.

data "aws_caller_identity" "this" {}

locals {
  bucket = "${var.name}-media-${data.aws_caller_identity.this.account_id}"
  copies = "${var.name}-media-copies-${data.aws_caller_identity.this.account_id}"
  host   = "media.${var.domain}"
}

resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_145:Pictures are published by intention; AES-256 keeps the disks safe and lets the CDN read without a key
  #checkov:skip=CKV_AWS_18:Who looked at which picture is nobody's business; changes are in the account's trail
  #checkov:skip=CKV2_AWS_62:Nothing waits for a notice: the application knows what it has stored
  bucket        = local.bucket
  force_destroy = false
  tags          = merge(var.tags, { Name = local.bucket })
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "what-was-erased-is-gone-in-time"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.erased_days
    }

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_cors_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = ["https://*.${var.domain}"]
    allowed_headers = ["range"]
    expose_headers  = ["etag"]
    max_age_seconds = 86400
  }
}

data "aws_iam_policy_document" "bucket" {
  statement {
    sid       = "TheCdnReadsPictures"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.this.arn}/t/*"] # packages of themes lie beside them and are not published

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.this.arn]
    }
  }

  statement {
    sid       = "NobodyWithoutTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = data.aws_iam_policy_document.bucket.json

  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = "${var.name}-media"
  description                       = "The CDN signs what it asks of the bucket"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_cache_policy" "this" {
  name        = "${var.name}-media"
  comment     = "By address alone: a picture's address changes with its content"
  min_ttl     = 86400
  default_ttl = 31536000
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = false
    enable_accept_encoding_gzip   = false

    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "none"
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  #checkov:skip=CKV_AWS_259:Forced for a year; to be on the browsers' own list can hardly be undone, and is for the owner of the domain to decide
  name    = "${var.name}-media"
  comment = "Whatever is uploaded, a browser shows it as a picture or not at all"

  security_headers_config {
    content_type_options {
      override = true
    }
    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox"
      override                = true
    }
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
    }
  }

  cors_config {
    access_control_allow_credentials = false
    origin_override                  = true

    access_control_allow_origins {
      items = ["*"] # a shop's own domain is not known here, and a picture is for everybody
    }
    access_control_allow_methods {
      items = ["GET", "HEAD"]
    }
    access_control_allow_headers {
      items = ["range"]
    }
  }

  custom_headers_config {
    items {
      header   = "cross-origin-resource-policy"
      value    = "cross-origin"
      override = true
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  #checkov:skip=CKV_AWS_86:Who looked at which picture is nobody's business; the firewall logs what it blocks
  #checkov:skip=CKV_AWS_305:There is no page at the root of pictures
  #checkov:skip=CKV_AWS_310:The bucket is one place by nature; its copy in the other region is for a disaster
  #checkov:skip=CKV_AWS_374:Shoppers are everywhere, by intention
  #checkov:skip=CKV2_AWS_47:The firewall has the rule for Log4j among the known bad inputs (edge module)
  aliases         = [local.host]
  comment         = "${var.name}: pictures"
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_All"
  web_acl_id      = var.web_acl_arn
  tags            = merge(var.tags, { Name = "${var.name}-media" })

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.this.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  default_cache_behavior {
    target_origin_id           = "bucket"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = false # pictures are compressed already
    cache_policy_id            = aws_cloudfront_cache_policy.this.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_route53_record" "this" {
  for_each = toset(["A", "AAAA"])

  zone_id = var.dns_zone_id
  name    = local.host
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
