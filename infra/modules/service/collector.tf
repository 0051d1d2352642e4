# Traces: a collector beside each web and worker task takes them on the loopback address and hands them to X-Ray.

locals {
  is_traced = var.trace_ratio > 0
  traced    = local.is_traced ? toset(["web", "worker"]) : toset([])

  collector_settings = yamlencode({
    extensions = { health_check = { endpoint = "127.0.0.1:13133" } }
    receivers  = { otlp = { protocols = { http = { endpoint = "127.0.0.1:4318" } } } }
    processors = {
      memory_limiter = { check_interval = "1s", limit_mib = 96, spike_limit_mib = 24 }
      batch          = { timeout = "1s", send_batch_size = 50 }
    }
    # By which a trace can be looked for.
    exporters = { awsxray = { region = data.aws_region.this.name, indexed_attributes = ["storefront.tenant", "storefront.request_id", "storefront.job"] } }
    service = {
      extensions = ["health_check"]
      telemetry  = { logs = { level = "warn" } }
      pipelines  = { traces = { receivers = ["otlp"], processors = ["memory_limiter", "batch"], exporters = ["awsxray"] } }
    }
  })

  # The program reads no file of ours: its settings are a variable (AOT_CONFIG_CONTENT), so that its root stays read-only.
  collector = {
    name                   = "collector"
    image                  = "${var.repository_url}:collector-${var.collector_release}"
    essential              = false # without it pages are served as before
    user                   = "10001:10001"
    readonlyRootFilesystem = true
    privileged             = false
    memory                 = 160
    memoryReservation      = 64
    stopTimeout            = 30
    portMappings           = []
    mountPoints            = []
    volumesFrom            = []
    systemControls         = []
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    environment            = [{ name = "AOT_CONFIG_CONTENT", value = local.collector_settings }]
    secrets                = []
    healthCheck            = { command = ["CMD", "/healthcheck"], interval = 30, timeout = 5, retries = 3, startPeriod = 15 }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_groups["operate"]
        awslogs-region        = data.aws_region.this.name
        awslogs-stream-prefix = "collector"
        mode                  = "non-blocking"
        max-buffer-size       = "1m"
      }
    }
  }
}

data "aws_iam_policy_document" "traces" {
  #checkov:skip=CKV_AWS_111:Both actions know no resource
  #checkov:skip=CKV_AWS_356:Both actions know no resource
  statement {
    sid       = "HandOverTraces"
    actions   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    resources = ["*"] # the actions know no resource
  }
}

resource "aws_iam_role_policy" "traces" {
  count = local.is_traced ? 1 : 0

  name   = "hand-over-traces"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.traces.json
}
