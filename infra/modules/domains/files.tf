# What Caddy keeps: certificates and their keys, on a file system of its own.

resource "aws_efs_file_system" "this" {
  encrypted        = true
  kms_key_id       = var.key_arn
  throughput_mode  = "elastic"
  performance_mode = "generalPurpose"
  tags             = merge(var.tags, { Name = "${var.name}-certificates" })
}

resource "aws_efs_backup_policy" "this" {
  file_system_id = aws_efs_file_system.this.id

  backup_policy {
    status = "ENABLED"
  }
}

data "aws_iam_policy_document" "files" {
  statement {
    sid       = "TheEdgeOverTls"
    actions   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    resources = [aws_efs_file_system.this.arn]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.task.arn]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_efs_file_system_policy" "this" {
  file_system_id = aws_efs_file_system.this.id
  policy         = data.aws_iam_policy_document.files.json
}

resource "aws_security_group" "files" {
  name        = "${var.name}-certificates"
  description = "The edge's files"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-certificates" })
}

resource "aws_vpc_security_group_ingress_rule" "files" {
  security_group_id            = aws_security_group.files.id
  description                  = "NFS from the edge"
  referenced_security_group_id = aws_security_group.edge.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  tags                         = merge(var.tags, { Name = "${var.name}-edge" })
}

resource "aws_efs_mount_target" "this" {
  count = length(var.service_subnet_ids)

  file_system_id  = aws_efs_file_system.this.id
  subnet_id       = var.service_subnet_ids[count.index]
  security_groups = [aws_security_group.files.id]
}

resource "aws_efs_access_point" "this" {
  file_system_id = aws_efs_file_system.this.id
  tags           = merge(var.tags, { Name = "${var.name}-certificates" })

  posix_user {
    uid = 10001
    gid = 10001
  }

  root_directory {
    path = "/caddy"

    creation_info {
      owner_uid   = 10001
      owner_gid   = 10001
      permissions = "0700"
    }
  }
}
