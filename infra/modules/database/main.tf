# RDS for PostgreSQL: private, encrypted, TLS or nothing, recoverable to any moment, and hard to lose.

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
  tags       = merge(var.tags, { Name = var.name })
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "PostgreSQL, for the zone's own tasks"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-database" })
}

resource "aws_vpc_security_group_ingress_rule" "tasks" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from the tasks"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  tags                         = merge(var.tags, { Name = "${var.name}-tasks" })
}

resource "aws_vpc_security_group_ingress_rule" "staff" {
  for_each = var.staff_networks

  security_group_id = aws_security_group.this.id
  description       = "PostgreSQL from a network of the staff"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  tags              = merge(var.tags, { Name = "${var.name}-staff" })
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = "postgres${split(".", var.engine_version)[0]}"
  description = "${var.name}: TLS only, slow statements logged, nobody idle in a transaction"
  tags        = merge(var.tags, { Name = var.name })

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  dynamic "parameter" {
    for_each = {
      "log_connections"                     = "1"
      "log_disconnections"                  = "1"
      "log_lock_waits"                      = "1"
      "log_min_duration_statement"          = "500"
      "log_statement"                       = "ddl"
      "log_parameter_max_length"            = "0" # a statement's values are people's data
      "log_parameter_max_length_on_error"   = "0"
      "idle_in_transaction_session_timeout" = "60000"
      "track_io_timing"                     = "1"
    }

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  parameter {
    name         = "shared_preload_libraries"
    value        = "pg_stat_statements"
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

data "aws_iam_policy_document" "monitoring_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "monitoring" {
  name               = "${var.name}-database-monitoring"
  assume_role_policy = data.aws_iam_policy_document.monitoring_assume.json
  tags               = merge(var.tags, { Name = "${var.name}-database-monitoring" })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_338:How long logs are kept is the zone's size
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_db_instance" "primary" {
  #checkov:skip=CKV_AWS_157:One availability zone is allowed in the pilot alone, which the precondition below says
  #checkov:skip=CKV_AWS_293:Deletion protection is on; it is a variable for the one apply before a zone is taken down
  #checkov:skip=CKV_AWS_129:Both logs of PostgreSQL are exported
  identifier = var.name

  engine                     = "postgres"
  engine_version             = var.engine_version
  instance_class             = var.instance_class
  auto_minor_version_upgrade = true
  ca_cert_identifier         = "rds-ca-rsa2048-g1"

  allocated_storage     = var.storage_gb
  max_allocated_storage = var.storage_most_gb
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  username                            = "storefront_admin"
  manage_master_user_password         = true # made and rotated by RDS, never in our state
  master_user_secret_kms_key_id       = var.key_arn
  iam_database_authentication_enabled = true

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false

  backup_retention_period   = var.backup_days
  backup_window             = "18:00-19:00"
  maintenance_window        = "sun:19:30-sun:20:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-last"

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  tags = merge(var.tags, { Name = var.name })

  lifecycle {
    precondition {
      condition     = !var.serves_businesses || var.multi_az
      error_message = "A database that businesses live on stands in two availability zones: set multi_az, or call the zone a pilot."
    }
    precondition {
      condition     = !var.serves_businesses || var.backup_days >= 14
      error_message = "A database that businesses live on keeps at least 14 days of backups."
    }
    precondition {
      condition     = !var.serves_businesses || var.deletion_protection
      error_message = "A database that businesses live on is protected from deletion."
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}

# Lists and reports may read here; nothing that follows a write does.
resource "aws_db_instance" "replica" {
  #checkov:skip=CKV_AWS_157:A replica that is lost is made again; the primary stands in two availability zones
  #checkov:skip=CKV_AWS_293:A replica holds nothing of its own
  #checkov:skip=CKV_AWS_129:Both logs of PostgreSQL are exported
  #checkov:skip=CKV_AWS_133:Backups are the primary's
  #checkov:skip=CKV2_AWS_69:TLS is forced by the parameter group, as on the primary
  count = var.replicas

  identifier          = "${var.name}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.primary.identifier
  instance_class      = var.instance_class

  storage_encrypted          = true
  kms_key_id                 = var.key_arn
  publicly_accessible        = false
  auto_minor_version_upgrade = true
  ca_cert_identifier         = "rds-ca-rsa2048-g1"

  iam_database_authentication_enabled = true
  vpc_security_group_ids              = [aws_security_group.this.id]
  parameter_group_name                = aws_db_parameter_group.this.name

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  copy_tags_to_snapshot           = true
  skip_final_snapshot             = true

  tags = merge(var.tags, { Name = "${var.name}-replica-${count.index + 1}" })
}

# For the loss of a whole region: snapshots and the log of changes, minutes behind.
resource "aws_db_instance_automated_backups_replication" "refuge" {
  provider = aws.refuge

  source_db_instance_arn = aws_db_instance.primary.arn
  retention_period       = var.backup_days
  kms_key_id             = var.refuge_key_arn
}
