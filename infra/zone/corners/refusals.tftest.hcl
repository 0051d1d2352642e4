mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "refuge"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "global"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "mail"
  source          = "./tests/mocks"
  override_during = plan
}

# Passwords are ephemeral, which Terraform's tests can not invent: none are made here, and nobody is asked.
provider "aws" {
  alias                       = "vault"
  region                      = "ap-southeast-5"
  access_key                  = "never"
  secret_key                  = "asked"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  zone               = "test"
  size               = "launch"
  region             = "ap-southeast-5"
  refuge_region      = "ap-southeast-1"
  domain             = "shops.example.my"
  network            = "10.60.0.0/16"
  release            = "0.2.0"
  operators          = ["zone@example.my"]
  oidc_subject       = "repo:example/storefront:environment:test"
  database_ca_file   = "/etc/storefront/trust/rds.pem"
  secrets_generation = 0
}

run "an_unknown_size_is_refused" {
  command = plan

  variables {
    size = "huge"
  }

  expect_failures = [var.size]
}

run "a_copy_in_the_same_region_is_refused" {
  command = plan

  variables {
    refuge_region = "ap-southeast-5"
  }

  expect_failures = [var.refuge_region]
}

run "a_zone_with_spaces_is_refused" {
  command = plan

  variables {
    zone = "My Zone"
  }

  expect_failures = [var.zone]
}

run "nobody_to_tell_is_refused" {
  command = plan

  variables {
    operators = []
  }

  expect_failures = [var.operators]
}

run "half_of_stripe_is_refused" {
  command = plan

  variables {
    outside_secrets = ["stripe_secret_key"]
  }

  expect_failures = [var.outside_secrets]
}

run "an_unchecked_database_where_businesses_live_is_refused" {
  command = plan

  variables {
    database_ca_file = ""
  }

  expect_failures = [var.database_ca_file]
}

run "a_launch_that_can_be_deleted_is_refused" {
  command = plan

  variables {
    deletion_protection = false
  }

  expect_failures = [var.deletion_protection]
}

run "a_stand_in_on_another_machine_is_refused" {
  command = plan

  variables {
    stand_in = "http://192.0.2.1:4566"
  }

  expect_failures = [var.stand_in]
}

run "no_limit_for_a_visitor_is_refused" {
  command = plan

  variables {
    client_requests_per_minute = 10000000
  }

  expect_failures = [var.client_requests_per_minute]
}

run "a_launch_in_one_availability_zone_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = false, replicas = 0, backup_days = 14, connections = 901 }
      cache    = { node_type = "cache.t4g.small", nodes = 2 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}

run "a_launch_without_backups_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0, backup_days = 0, connections = 901 }
      cache    = { node_type = "cache.t4g.small", nodes = 2 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}

run "a_launch_with_a_week_of_backups_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0, backup_days = 7, connections = 901 }
      cache    = { node_type = "cache.t4g.small", nodes = 2 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}

run "a_launch_with_one_cache_node_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0, backup_days = 14, connections = 901 }
      cache    = { node_type = "cache.t4g.small", nodes = 1 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}

run "a_launch_with_one_web_task_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0, backup_days = 14, connections = 901 }
      cache    = { node_type = "cache.t4g.small", nodes = 2 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 1, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}

run "more_connections_than_the_database_takes_is_refused" {
  command = plan

  variables {
    sizes = { launch = {
      shops    = 2000, serves_businesses = true, availability_zones = 2, nat_gateways = "each", interface_endpoints = true
      log_days = 90, budget_usd = 1500, trace_ratio = 0.02
      database = { instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0, backup_days = 14, connections = 100 }
      cache    = { node_type = "cache.t4g.small", nodes = 2 }
      web      = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker   = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    } }
  }

  expect_failures = [var.sizes]
}
