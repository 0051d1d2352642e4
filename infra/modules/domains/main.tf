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
