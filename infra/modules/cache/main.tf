# Valkey: what all processes count together. It holds nothing that may not be lost at any moment.

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
  tags       = merge(var.tags, { Name = var.name })
}

resource "aws_security_group" "this" {
  name        = "${var.name}-cache"
  description = "Valkey, for the zone's own tasks"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-cache" })
}

resource "aws_vpc_security_group_ingress_rule" "tasks" {
  security_group_id            = aws_security_group.this.id
  description                  = "Valkey from the tasks"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  tags                         = merge(var.tags, { Name = "${var.name}-tasks" })
}

resource "aws_elasticache_replication_group" "this" {
  #checkov:skip=CKV_AWS_31:A password would lie in Terraform's state; the tasks' security group is the only way in, and hashed counters are all there is
  #checkov:skip=CKV2_AWS_50:One node is enough for a pilot: without it each process counts by itself
  #checkov:skip=CKV_AWS_191:Encrypted with the zone's own key
  replication_group_id = var.name
  description          = "${var.name}: limits"

  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.node_type
  num_cache_clusters         = var.nodes
  automatic_failover_enabled = var.nodes > 1
  multi_az_enabled           = var.nodes > 1
  parameter_group_name       = "default.valkey8"
  port                       = 6379

  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this.id]
  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  transit_encryption_enabled = true
  auto_minor_version_upgrade = true
  maintenance_window         = "sun:20:30-sun:21:30"
  apply_immediately          = true

  tags = merge(var.tags, { Name = var.name })
}
