# Shops' own domains: a Caddy edge that fetches a certificate when a verified host is first asked for. Why not
# CloudFront's multi-tenant distributions: docs/decisions/0012-custom-domains-through-caddy.md

data "aws_region" "this" {}

locals {
  # The application by a name that its balancer's certificate holds, *.DOMAIN: Caddy checks it, and the balancer's own name
  # is not in it. No shop can be called so (reserved_slugs of the zone's file).
  application = "app.${var.domain}"

  # Asked of the application for every name, so that nobody makes us fetch certificates for domains of others.
  caddyfile = templatefile("${path.module}/Caddyfile.tftpl", {
    mail        = var.mail
    application = local.application
  })
}

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

locals {
  ports = { http = { outside = 80, inside = 8080 }, https = { outside = 443, inside = 8443 } }
}

resource "aws_security_group" "balancer" {
  name        = "${var.name}-domains-balancer"
  description = "The balancer before the edge of shops' own domains"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-domains-balancer" })
}

# The one thing of the zone that the whole internet may reach directly; what is behind it ends TLS and holds no data of
# shops.
resource "aws_vpc_security_group_ingress_rule" "balancer" {
  #checkov:skip=CKV_AWS_260:Port 80 is the proof of a certificate and the redirect to HTTPS
  for_each = local.ports

  security_group_id = aws_security_group.balancer.id
  description       = "${each.key} from shoppers"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value.outside
  to_port           = each.value.outside
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  for_each = local.ports

  security_group_id            = aws_security_group.balancer.id
  description                  = "${each.key} to the edge, and its probe"
  referenced_security_group_id = aws_security_group.edge.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.inside
  to_port                      = each.value.inside
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_security_group" "edge" {
  name        = "${var.name}-domains"
  description = "The edge of shops' own domains"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-domains" })
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  for_each = local.ports

  security_group_id            = aws_security_group.edge.id
  description                  = "${each.key} from the balancer"
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.inside
  to_port                      = each.value.inside
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "edge" {
  for_each = {
    https = { port = 443, cidr = "0.0.0.0/0" } # certificate authorities, and the balancer
    files = { port = 2049, cidr = var.cidr }
  }

  security_group_id = aws_security_group.edge.id
  description       = each.key
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

# Addresses that stay, since a bare domain can point to an address only.
resource "aws_eip" "this" {
  #checkov:skip=CKV2_AWS_19:The network balancer holds them
  count = length(var.public_subnet_ids)

  domain = "vpc"
  tags   = merge(var.tags, { Name = "${var.name}-domains-${count.index}" })
}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_91:Connections of shoppers are not kept
  #checkov:skip=CKV2_AWS_20:It carries TLS through to Caddy, which redirects port 80 itself
  #checkov:skip=CKV_AWS_150:Deletion protection is on; it is a variable for the one apply before a zone is taken down
  #checkov:skip=CKV2_AWS_28:A network balancer takes no firewall; the application's own limits hold here
  name                             = "${var.name}-own"
  load_balancer_type               = "network"
  internal                         = false
  security_groups                  = [aws_security_group.balancer.id]
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.deletion_protection
  tags                             = merge(var.tags, { Name = "${var.name}-domains" })

  dynamic "subnet_mapping" {
    for_each = var.public_subnet_ids

    content {
      subnet_id     = subnet_mapping.value
      allocation_id = aws_eip.this[subnet_mapping.key].id
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = local.ports

  name                 = "${var.name}-${each.key}"
  port                 = each.value.inside
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  preserve_client_ip   = true
  deregistration_delay = 60
  tags                 = merge(var.tags, { Name = "${var.name}-domains-${each.key}" })

  health_check {
    protocol = "TCP"
    interval = 10
  }
}

resource "aws_lb_listener" "this" {
  #checkov:skip=CKV_AWS_2:TLS is carried through and ends in Caddy
  #checkov:skip=CKV_AWS_103:Caddy speaks TLS 1.2 and 1.3 only
  for_each = local.ports

  load_balancer_arn = aws_lb.this.arn
  port              = each.value.outside
  protocol          = "TCP"
  tags              = merge(var.tags, { Name = "${var.name}-domains-${each.key}" })

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
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

resource "aws_iam_role" "task" {
  name               = "${var.name}-domains-task"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = merge(var.tags, { Name = "${var.name}-domains-task" })
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-domains-start"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = merge(var.tags, { Name = "${var.name}-domains-start" })
}

data "aws_iam_policy_document" "execution" {
  #checkov:skip=CKV_AWS_356:ecr:GetAuthorizationToken knows no resource
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  statement {
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [var.repository_arn]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${var.log_group_arn}:*"]
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "start"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-domains"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  tags                     = merge(var.tags, { Name = "${var.name}-domains" })

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "certificates"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.this.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.this.id
        iam             = "ENABLED"
      }
    }
  }

  container_definitions = jsonencode([{
    name                   = "caddy"
    image                  = "${var.repository_url}:caddy-${var.caddy_release}"
    essential              = true
    user                   = "10001:10001"
    readonlyRootFilesystem = true
    stopTimeout            = 60
    entryPoint             = ["sh", "-c"]
    command                = ["printf %s \"$CADDYFILE\" | caddy run --adapter caddyfile --config -"]
    environment = [
      { name = "CADDYFILE", value = local.caddyfile },
      { name = "XDG_DATA_HOME", value = "/certificates" },
      { name = "XDG_CONFIG_HOME", value = "/certificates" },
    ]
    portMappings = [
      { containerPort = 8080, hostPort = 8080, protocol = "tcp" },
      { containerPort = 8443, hostPort = 8443, protocol = "tcp" },
    ]
    mountPoints     = [{ sourceVolume = "certificates", containerPath = "/certificates", readOnly = false }]
    volumesFrom     = []
    systemControls  = []
    linuxParameters = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group
        awslogs-region        = data.aws_region.this.name
        awslogs-stream-prefix = "domains"
      }
    }
  }])
}

resource "aws_ecs_service" "this" {
  name                               = "domains"
  cluster                            = var.cluster_arn
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = 2
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  tags                               = merge(var.tags, { Name = "${var.name}-domains" })

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.service_subnet_ids
    security_groups  = [aws_security_group.edge.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this

    content {
      target_group_arn = load_balancer.value.arn
      container_name   = "caddy"
      container_port   = load_balancer.value.port
    }
  }

  depends_on = [aws_lb_listener.this, aws_efs_mount_target.this]
}

# What merchants point their domains to.
resource "aws_route53_record" "this" {
  zone_id = var.dns_zone_id
  name    = "domains.${var.domain}"
  type    = "A"
  ttl     = 300
  records = aws_eip.this[*].public_ip
}

# Past CloudFront, which knows nothing of shops' own domains and would keep its answers: straight to the balancer inside,
# whose address is worth nothing outside of the network.
resource "aws_route53_record" "application" {
  zone_id = var.dns_zone_id
  name    = local.application
  type    = "CNAME"
  ttl     = 60
  records = [var.balancer_name]
}
