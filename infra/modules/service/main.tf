# Web and worker on Fargate behind a balancer that the internet can not reach. Each task gets the secrets it needs and
# no others: only the migration knows the owner of the schema, only preparation the administrator.

data "aws_region" "this" {}
data "aws_partition" "this" {}

locals {
  image = "${var.repository_url}:${var.release}"
}

resource "aws_ecs_cluster" "this" {
  name = var.name
  tags = merge(var.tags, { Name = var.name })

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      kms_key_id = var.key_arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = var.log_groups["operate"]
      }
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_security_group" "tasks" {
  name        = "${var.name}-tasks"
  description = "The zone's own tasks"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-tasks" })
}

resource "aws_security_group" "balancer" {
  name        = "${var.name}-balancer"
  description = "The balancer inside the network"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "balancer" {
  for_each = var.balancer_clients

  security_group_id            = aws_security_group.balancer.id
  description                  = "HTTPS from ${each.key}"
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  security_group_id            = aws_security_group.balancer.id
  description                  = "HTTP to the web tasks"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  tags                         = merge(var.tags, { Name = "${var.name}-web" })
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "HTTP from the balancer"
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  tags                         = merge(var.tags, { Name = "${var.name}-balancer" })
}

# Stripe, the mail server and Amazon's own services have no fixed addresses; TLS and SMTP with TLS are all that leaves.
resource "aws_vpc_security_group_egress_rule" "out" {
  for_each = { https = 443, smtps = 465, submission = 587 }

  security_group_id = aws_security_group.tasks.id
  description       = "${each.key} to services outside"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "inside" {
  for_each = { postgresql = 5432, valkey = 6379 }

  security_group_id = aws_security_group.tasks.id
  description       = "${each.key} in the data tier"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_91:Every request that reaches a task is in the tasks' own log, without the visitor's address
  #checkov:skip=CKV2_AWS_28:The firewall stands in front of CloudFront, which alone can reach this balancer
  #checkov:skip=CKV_AWS_150:Deletion protection is on; it is a variable for the one apply before a zone is taken down
  name                       = var.name
  internal                   = true
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.balancer.id]
  subnets                    = var.subnet_ids
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  preserve_host_header       = true
  enable_deletion_protection = var.deletion_protection
  idle_timeout               = 65
  tags                       = merge(var.tags, { Name = var.name })
}

resource "aws_lb_target_group" "web" {
  #checkov:skip=CKV_AWS_378:Between balancer and task the network is private, and tasks hold no certificate
  name                 = var.name
  port                 = 8000
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = 30 # as long as a task finishes what is under way
  slow_start           = 30 # a new task has every shop still to read
  tags                 = merge(var.tags, { Name = var.name })

  load_balancing_algorithm_type = "least_outstanding_requests"

  # Not /-/ready: an outage of the database must not make the balancer end every task.
  health_check {
    path                = "/-/live"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn
  tags              = merge(var.tags, { Name = var.name })

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this["web"].arn
  desired_count                      = var.web.least
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  availability_zone_rebalancing      = "ENABLED"
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  tags                               = merge(var.tags, { Name = "${var.name}-web" })

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "storefront"
    container_port   = 8000
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition] # autoscaling's and the delivery's

    precondition {
      condition     = !var.serves_businesses || var.web.least >= 2
      error_message = "Where businesses sell there are at least two web tasks, so that one may fail."
    }
  }

  depends_on = [aws_lb_listener.https, aws_ecs_cluster_capacity_providers.this]
}

resource "aws_ecs_service" "worker" {
  name                               = "worker"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this["worker"].arn
  desired_count                      = var.worker.least
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  tags                               = merge(var.tags, { Name = "${var.name}-worker" })

  # A job whose worker is taken away is taken up by another: spare capacity is good enough.
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = var.serves_businesses ? 1 : 0
    weight            = 0
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = false
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition]
  }

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}
