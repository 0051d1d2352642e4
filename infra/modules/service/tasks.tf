# What runs, with which settings and secrets. All are the same image with another command.

locals {
  heartbeat = "/tmp/worker.alive"
  health_checks = {
    web = {
      command     = ["CMD", "/app/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/-/live', timeout=4)"]
      interval    = 15
      timeout     = 5
      retries     = 3
      startPeriod = 30
    }
    worker = {
      command     = ["CMD", "/app/bin/python", "-m", "storefront.heartbeat", local.heartbeat]
      interval    = 30
      timeout     = 10
      retries     = 3
      startPeriod = 60
    }
  }
  plain = merge(
    {
      STOREFRONT_PLATFORM_DOMAIN            = var.domain
      STOREFRONT_PUBLIC_SCHEME              = "https"
      STOREFRONT_MEDIA_URL                  = "s3://${var.bucket}"
      STOREFRONT_MEDIA_PUBLIC_URL           = var.media_url
      STOREFRONT_CACHE_URL                  = var.cache_url
      STOREFRONT_TRUSTED_PROXIES            = "2" # CloudFront or the custom domains' edge, then the balancer
      STOREFRONT_CLIENT_REQUESTS_PER_MINUTE = tostring(var.client_requests_per_minute)
      STOREFRONT_DATABASE_POOL_SIZE         = tostring(var.pool_size)
      AWS_DEFAULT_REGION                    = data.aws_region.this.name
    },
    var.zone_file == "" ? {} : { STOREFRONT_ZONE_FILE = var.zone_file },
  )
  traces = !local.is_traced ? {} : {
    STOREFRONT_OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318"
    STOREFRONT_TRACE_RATIO                 = tostring(var.trace_ratio)
  }
  app = merge(
    {
      STOREFRONT_DATABASE_URL = "${var.secret_arns["app"]}:database_url::"
      STOREFRONT_SECRET_KEY   = "${var.secret_arns["app"]}:secret_key::"
    },
    { for key in var.outside_secrets : "STOREFRONT_${upper(key)}" => "${var.secret_arns["outside"]}:${key}::" },
  )
  owner    = { STOREFRONT_OWNER_DATABASE_URL = "${var.secret_arns["owner"]}:owner_database_url::" }
  platform = { STOREFRONT_PLATFORM_DATABASE_URL = "${var.secret_arns["platform"]}:platform_database_url::" }
  admin = {
    PGUSER     = "${var.master_secret_arn}:username::"
    PGPASSWORD = "${var.master_secret_arn}:password::"
  }

  # Apart from web and worker, tasks are run once, by the delivery or by hand (docs/runbook.md).
  tasks = {
    web = {
      command = ["serve", "--host", "0.0.0.0", "--port", "8000", "--workers", tostring(var.web.processes), "--admin-port", "9000"]
      size    = var.web
      secrets = merge(local.app, local.platform) # staff's pages ask who is signed in, and of which shops
      extra   = local.traces
      role    = "app"
    }
    worker = {
      command = ["worker", "--concurrency", tostring(var.worker.concurrency), "--heartbeat", local.heartbeat]
      size    = var.worker
      secrets = merge(local.app, local.platform) # what is due by the clock is written down for each tenant, of whom it lists all
      extra   = local.traces
      role    = "app"
    }
    migrate = {
      command = ["migrate"]
      size    = { cpu = 256, memory = 512 }
      secrets = merge(local.app, local.owner)
      extra   = {}
      role    = "migrate"
    }
    operate = {
      command = ["doctor"]
      size    = { cpu = 512, memory = 1024 }
      secrets = merge(local.app, local.platform)
      extra   = {}
      role    = "app"
    }
    prepare = {
      command = ["prepare"]
      size    = { cpu = 256, memory = 512 }
      secrets = merge(local.app, local.owner, local.platform, local.admin)
      extra   = { STOREFRONT_ADMIN_DATABASE_URL = var.admin_database_url }
      role    = "prepare"
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each = local.tasks

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.size.cpu
  memory                   = each.value.size.memory
  execution_role_arn       = aws_iam_role.execution[each.value.role].arn
  task_role_arn            = aws_iam_role.task.arn
  skip_destroy             = true # the one before can be gone back to (docs/runbook.md, bad deploy)
  tags                     = merge(var.tags, { Name = "${var.name}-${each.key}" })

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  # The root is read-only; this is what may be written, and it goes with the task.
  volume {
    name = "tmp"
  }

  container_definitions = jsonencode(concat([{
    name                   = "storefront"
    image                  = local.image
    essential              = true
    command                = each.value.command
    user                   = "10001:10001"
    readonlyRootFilesystem = true
    privileged             = false
    stopTimeout            = 60 # twice what web and worker take to finish
    portMappings           = each.key == "web" ? [{ containerPort = 8000, hostPort = 8000, protocol = "tcp" }] : []
    mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
    volumesFrom            = []
    systemControls         = []
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    environment            = [for name, value in merge(local.plain, each.value.extra) : { name = name, value = value }]
    secrets                = [for name, place in each.value.secrets : { name = name, valueFrom = place }]
    # Begun after the collector, it ends before it, and its last spans are handed over.
    dependsOn   = contains(local.traced, each.key) ? [{ containerName = "collector", condition = "START" }] : []
    healthCheck = lookup(local.health_checks, each.key, null)
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_groups[contains(["web", "worker"], each.key) ? each.key : "operate"]
        awslogs-region        = data.aws_region.this.name
        awslogs-stream-prefix = each.key
        mode                  = "non-blocking" # a slow log holds up no request
        max-buffer-size       = "4m"
      }
    }
  }], contains(local.traced, each.key) ? [local.collector] : []))
}
