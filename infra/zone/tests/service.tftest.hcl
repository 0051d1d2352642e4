mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name               = "storefront-test"
  tags               = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  vpc_id             = "vpc-0123456789abcdef0"
  cidr               = "10.60.0.0/16"
  subnet_ids         = ["subnet-1", "subnet-2"]
  balancer_clients   = { cloudfront = { prefix_list_id = "pl-0123456789abcdef0" } }
  certificate_arn    = "arn:aws:acm:ap-southeast-5:123456789012:certificate/00000000-0000-0000-0000-000000000001"
  repository_url     = "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test"
  repository_arn     = "arn:aws:ecr:ap-southeast-5:123456789012:repository/storefront-test"
  release            = "0.2.0"
  domain             = "shops.example.my"
  zone_file          = ""
  bucket             = "media"
  bucket_arn         = "arn:aws:s3:::media"
  media_url          = "https://media.shops.example.my"
  cache_url          = "rediss://cache:6379/0"
  admin_database_url = "postgresql://db:5432/postgres?sslmode=require"
  secret_arns = {
    app      = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:app"
    owner    = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:owner"
    platform = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:platform"
    outside  = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:outside"
  }
  master_secret_arn          = "arn:aws:secretsmanager:ap-southeast-5:123456789012:secret:master"
  outside_secrets            = ["smtp_url"]
  key_arn                    = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
  log_groups                 = { web = "/web", worker = "/worker", operate = "/operate" }
  log_group_arns             = { web = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/web" }
  metrics_namespace          = "Storefront/test"
  client_requests_per_minute = 600
  pool_size                  = 8
  web                        = { cpu = 1024, memory = 2048, processes = 2, least = 2, most = 20, requests_per_minute = 6000 }
  worker                     = { cpu = 1024, memory = 2048, concurrency = 4, least = 1, most = 8, backlog = 200 }
  trace_ratio                = 0.02
  serves_businesses          = true
}

run "everything_holds" {
  command = plan

  module {
    source = "../modules/service"
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : task.skip_destroy])
    error_message = "Whoever goes back finds the task definition of before."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : jsondecode(task.container_definitions)[0].readonlyRootFilesystem && jsondecode(task.container_definitions)[0].user == "10001:10001" && jsondecode(task.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"]])
    error_message = "Every task runs as nobody in particular, on a root that can not be written, without capabilities."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : jsondecode(task.container_definitions)[0].stopTimeout == 60])
    error_message = "A task has twice the time that web and worker take to finish what is under way."
  }

  assert {
    condition     = contains([for each in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].secrets : each.name], "STOREFRONT_DATABASE_URL") && !contains([for each in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].secrets : each.name], "STOREFRONT_OWNER_DATABASE_URL")
    error_message = "Who serves does not know the owner."
  }

  assert {
    condition = { for name, task in aws_ecs_task_definition.this : name => join(" ", sort([
      for each in jsondecode(task.container_definitions)[0].secrets : trimprefix(trimsuffix(each.name, "DATABASE_URL"), "STOREFRONT_") if endswith(each.name, "DATABASE_URL")
      ])) } == {
      web     = " PLATFORM_"
      worker  = " PLATFORM_"
      operate = " PLATFORM_"
      migrate = " OWNER_"
      prepare = " OWNER_ PLATFORM_"
    }
    error_message = "Each task has the addresses that its command asks for."
  }

  assert {
    condition = alltrue([for name, role in { web = "app", worker = "app", operate = "app", migrate = "migrate", prepare = "prepare" } : length(setsubtract(
      [for each in jsondecode(aws_ecs_task_definition.this[name].container_definitions)[0].secrets : join(":", slice(split(":", each.valueFrom), 0, 7))],
      one([for each in data.aws_iam_policy_document.execution[role].statement : each.resources if each.sid == "ReadItsOwnSecrets"]),
    )) == 0])
    error_message = "A task's role may read every secret that it starts with."
  }

  assert {
    condition     = output.renewed_secrets == { web = ["app", "platform"], worker = ["app", "platform"] }
    error_message = "A service begins anew when a secret is renewed that it starts with."
  }

  assert {
    condition     = alltrue([for name, role in { web = "app", worker = "app", operate = "app", migrate = "migrate", prepare = "prepare" } : aws_ecs_task_definition.this[name].execution_role_arn == aws_iam_role.execution[role].arn])
    error_message = "Each starts with the role that may read them."
  }

  assert {
    condition     = alltrue([for name, task in aws_ecs_task_definition.this : length([for each in jsondecode(task.container_definitions)[0].environment : each if can(regex("://[^/]*:[^/]*@", each.value))]) == 0])
    error_message = "No password stands in a plain variable."
  }

  assert {
    condition     = contains([for each in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].secrets : each.name], "STOREFRONT_SMTP_URL")
    error_message = "The keys of other services that are there are handed on."
  }

  assert {
    condition     = one([for each in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].environment : each.value if each.name == "STOREFRONT_TRUSTED_PROXIES"]) == "2"
    error_message = "CloudFront and the balancer are the two proxies whose word counts."
  }

  assert {
    condition     = strcontains(jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].healthCheck.command[3], "/-/live")
    error_message = "The container is asked whether it lives."
  }

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.this["worker"].container_definitions)[0].healthCheck.command == ["CMD", "/app/bin/python", "-m", "storefront.heartbeat", "/tmp/worker.alive"]
      && slice(jsondecode(aws_ecs_task_definition.this["worker"].container_definitions)[0].command, 3, 5) == ["--heartbeat", "/tmp/worker.alive"]
    )
    error_message = "A worker that hangs is found out by the sign of life that it writes."
  }

  assert {
    condition     = !aws_ecs_service.web.network_configuration[0].assign_public_ip && !aws_ecs_service.worker.network_configuration[0].assign_public_ip
    error_message = "No task has a public address."
  }

  assert {
    condition     = aws_lb.this.internal && aws_lb.this.drop_invalid_header_fields && aws_lb.this.enable_deletion_protection
    error_message = "The internet can not reach the balancer."
  }

  assert {
    condition     = aws_lb.this.preserve_host_header
    error_message = "The shop's host reaches the application."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.balancer : rule.cidr_ipv4 == null]) && aws_vpc_security_group_ingress_rule.balancer["cloudfront"].prefix_list_id == "pl-0123456789abcdef0"
    error_message = "It lets CloudFront in, and no address of the internet."
  }

  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.2 or newer."
  }

  assert {
    condition     = aws_lb_target_group.web.health_check[0].path == "/-/live"
    error_message = "An outage of the database ends no task."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_egress_rule.out : contains([443, 465, 587], rule.from_port)])
    error_message = "Only TLS and mail leave."
  }

  assert {
    condition     = alltrue([for service in [aws_ecs_service.web, aws_ecs_service.worker] : service.deployment_circuit_breaker[0].enable && service.deployment_circuit_breaker[0].rollback && service.deployment_minimum_healthy_percent == 100])
    error_message = "A release that does not start is rolled back, and capacity never falls."
  }

  assert {
    condition     = aws_appautoscaling_target.web.min_capacity == 2 && aws_appautoscaling_target.web.max_capacity == 20
    error_message = "Web grows from two to twenty."
  }

  assert {
    condition     = aws_appautoscaling_policy.web["cpu"].target_tracking_scaling_policy_configuration[0].target_value == 55
    error_message = "Web follows its processor."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.queue_long.metric_name == "JobsWaiting" && aws_cloudwatch_metric_alarm.queue_long.threshold == 200 && aws_cloudwatch_metric_alarm.queue_short.threshold == 20
    error_message = "The worker follows its queue."
  }

  assert {
    condition     = one([for each in aws_ecs_service.worker.capacity_provider_strategy : each.base if each.capacity_provider == "FARGATE"]) == 1
    error_message = "Where businesses live, one worker is not spare capacity."
  }

  assert {
    condition     = toset(keys(aws_iam_role.execution)) == toset(["app", "migrate", "prepare"])
    error_message = "Each set of secrets has a role of its own."
  }

  assert {
    condition     = length(output.role_arns) == 3
    error_message = "The delivery hands on the roles of app, migration and the code, and not the one that reads the administrator's password."
  }

  assert {
    condition     = alltrue([for name, task in aws_ecs_task_definition.this : join(" ", [for each in jsondecode(task.container_definitions) : each.name]) == (contains(["web", "worker"], name) ? "storefront collector" : "storefront")])
    error_message = "Web and worker have a collector of traces beside them, and nothing else has."
  }

  assert {
    condition = alltrue([for name in ["web", "worker"] : alltrue([
      jsondecode(aws_ecs_task_definition.this[name].container_definitions)[1].image == "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test:collector-0.49.0",
      !jsondecode(aws_ecs_task_definition.this[name].container_definitions)[1].essential,
      jsondecode(aws_ecs_task_definition.this[name].container_definitions)[1].readonlyRootFilesystem,
      length(jsondecode(aws_ecs_task_definition.this[name].container_definitions)[1].secrets) == 0,
    ])])
    error_message = "The collector comes from our own registry, knows no secret, and nobody ends with it."
  }

  assert {
    condition = alltrue([for name in ["web", "worker"] : {
      for each in jsondecode(aws_ecs_task_definition.this[name].container_definitions)[0].environment : each.name => each.value
      if contains(["STOREFRONT_OTEL_EXPORTER_OTLP_ENDPOINT", "STOREFRONT_TRACE_RATIO"], each.name)
    } == { STOREFRONT_OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318", STOREFRONT_TRACE_RATIO = "0.02" }])
    error_message = "Traces go to the collector of the same task."
  }

  assert {
    condition     = alltrue([for name, task in aws_ecs_task_definition.this : length(jsondecode(task.container_definitions)[0].dependsOn) == (contains(["web", "worker"], name) ? 1 : 0)]) && jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].dependsOn[0].condition == "START"
    error_message = "The collector is stopped last, so that a task's last spans are handed over."
  }

  assert {
    condition = (
      yamldecode(jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[1].environment[0].value).receivers.otlp.protocols.http.endpoint == "127.0.0.1:4318"
      && yamldecode(jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[1].environment[0].value).service.pipelines.traces.exporters == ["awsxray"]
    )
    error_message = "It listens where they are sent, to nobody else, and hands them to X-Ray."
  }

  assert {
    condition     = toset(flatten([for each in data.aws_iam_policy_document.traces.statement : each.actions])) == toset(["xray:PutTelemetryRecords", "xray:PutTraceSegments"]) && length(aws_iam_role_policy.traces) == 1
    error_message = "A task may hand traces over, and read none."
  }

  assert {
    condition     = aws_ecs_service.web.tags["Zone"] == "test" && alltrue([for task in aws_ecs_task_definition.this : task.tags["Zone"] == "test"])
    error_message = "Everything is tagged."
  }
}
