# The same pictures once more, in the other region.

resource "aws_s3_bucket" "copies" {
  #checkov:skip=CKV_AWS_144:This is the copy
  #checkov:skip=CKV_AWS_145:Pictures are published by intention; AES-256 keeps the disks safe
  #checkov:skip=CKV_AWS_18:Nobody reads copies but the replication and whoever restores
  #checkov:skip=CKV2_AWS_62:Nothing waits for a notice
  provider = aws.refuge

  bucket        = local.copies
  force_destroy = false
  tags          = merge(var.tags, { Name = local.copies })
}

resource "aws_s3_bucket_public_access_block" "copies" {
  provider = aws.refuge

  bucket                  = aws_s3_bucket.copies.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "copies" {
  provider = aws.refuge

  bucket = aws_s3_bucket.copies.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "copies" {
  provider = aws.refuge

  bucket = aws_s3_bucket.copies.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "copies" {
  provider = aws.refuge

  bucket = aws_s3_bucket.copies.id

  rule {
    id     = "what-was-erased-is-gone-in-time"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.erased_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.copies]
}

data "aws_iam_policy_document" "replication_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "replication" {
  statement {
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [aws_s3_bucket.this.arn]
  }

  statement {
    actions   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    resources = ["${aws_s3_bucket.this.arn}/*"]
  }

  statement {
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = ["${aws_s3_bucket.copies.arn}/*"]
  }
}

resource "aws_iam_role" "replication" {
  name               = "${var.name}-media-replication"
  assume_role_policy = data.aws_iam_policy_document.replication_assume.json
  tags               = merge(var.tags, { Name = "${var.name}-media-replication" })
}

resource "aws_iam_role_policy" "replication" {
  name   = "copy-pictures"
  role   = aws_iam_role.replication.id
  policy = data.aws_iam_policy_document.replication.json
}

resource "aws_s3_bucket_replication_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  role   = aws_iam_role.replication.arn

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Enabled" # what is erased here is erased there
    }

    destination {
      bucket        = aws_s3_bucket.copies.arn
      storage_class = "STANDARD_IA"
    }
  }

  depends_on = [aws_s3_bucket_versioning.this, aws_s3_bucket_versioning.copies]
}
