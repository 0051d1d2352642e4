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

run "a_tag_that_moves_is_refused" {
  command = plan

  module {
    source = "../modules/service"
  }

  variables {
    release = "latest"
  }

  expect_failures = [var.release]
}

run "a_single_web_task_is_refused_where_businesses_live" {
  command = plan

  module {
    source = "../modules/service"
  }

  variables {
    web = { cpu = 512, memory = 1024, processes = 1, least = 1, most = 4, requests_per_minute = 3000 }
  }

  expect_failures = [aws_ecs_service.web]
}

run "a_client_of_the_balancer_that_is_nobody_is_refused" {
  command = plan

  module {
    source = "../modules/service"
  }

  variables {
    balancer_clients = { everybody = {} }
  }

  expect_failures = [var.balancer_clients]
}

run "a_share_above_one_is_refused" {
  command = plan

  module {
    source = "../modules/service"
  }

  variables {
    trace_ratio = 5
  }

  expect_failures = [var.trace_ratio]
}

run "without_traces_there_is_no_collector" {
  command = plan

  module {
    source = "../modules/service"
  }

  variables {
    trace_ratio = 0
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : length(jsondecode(task.container_definitions)) == 1]) && length(aws_iam_role_policy.traces) == 0
    error_message = "Nothing runs, and nobody may hand over, what is not traced."
  }

  assert {
    condition     = length([for each in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].environment : each if strcontains(each.name, "OTEL")]) == 0
    error_message = "And the application knows of no collector."
  }
}
