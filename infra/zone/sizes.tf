# What a zone of each size is made of. `pilot` is the cheapest that is still safe: one availability zone for the
# database, but every backup, key and wall of the others. Prices: infra/prices.toml.

variable "sizes" {
  description = "The three sizes. A zone's tfvars name one; another map may be given to try something out."
  type = map(object({
    shops               = number # for how many it is meant
    serves_businesses   = bool   # whether shops live from it: then nothing may stand alone
    availability_zones  = number
    nat_gateways        = string
    interface_endpoints = bool
    log_days            = number
    budget_usd          = number
    trace_ratio         = number # which share of requests and jobs is traced; 0: none

    database = object({
      instance_class  = string
      storage_gb      = number
      storage_most_gb = number
      multi_az        = bool
      replicas        = number
      backup_days     = number
      connections     = number # what the class allows: memory / 9531392, at most 5000
    })
    cache = object({
      node_type = string
      nodes     = number
    })
    web = object({
      cpu                 = number
      memory              = number
      processes           = number
      least               = number
      most                = number
      requests_per_minute = number
      pool_size           = number
    })
    worker = object({
      cpu         = number
      memory      = number
      concurrency = number
      least       = number
      most        = number
      backlog     = number
    })
  }))
  nullable = false

  default = {
    pilot = {
      shops               = 100
      serves_businesses   = false
      availability_zones  = 2
      nat_gateways        = "one"
      interface_endpoints = false
      log_days            = 30
      budget_usd          = 320
      trace_ratio         = 0.02
      database = {
        instance_class = "db.t4g.small", storage_gb = 20, storage_most_gb = 100, multi_az = false, replicas = 0
        backup_days    = 7, connections = 225
      }
      cache  = { node_type = "cache.t4g.micro", nodes = 1 }
      web    = { cpu = 512, memory = 1024, processes = 1, least = 1, most = 4, requests_per_minute = 3000, pool_size = 8 }
      worker = { cpu = 512, memory = 1024, concurrency = 2, least = 1, most = 2, backlog = 100 }
    }
    launch = {
      shops               = 2000
      serves_businesses   = true
      availability_zones  = 2
      nat_gateways        = "each"
      interface_endpoints = true
      log_days            = 90
      budget_usd          = 1500
      trace_ratio         = 0.01
      database = {
        instance_class = "db.m7g.large", storage_gb = 100, storage_most_gb = 500, multi_az = true, replicas = 0
        backup_days    = 14, connections = 901
      }
      cache  = { node_type = "cache.t4g.small", nodes = 2 }
      web    = { cpu = 1024, memory = 2048, processes = 1, least = 2, most = 20, requests_per_minute = 6000, pool_size = 8 }
      worker = { cpu = 1024, memory = 2048, concurrency = 2, least = 1, most = 8, backlog = 200 }
    }
    national = {
      shops               = 100000
      serves_businesses   = true
      availability_zones  = 3
      nat_gateways        = "each"
      interface_endpoints = true
      log_days            = 90
      budget_usd          = 32000
      trace_ratio         = 0.001
      database = {
        instance_class = "db.r7g.4xlarge", storage_gb = 1000, storage_most_gb = 8000, multi_az = true, replicas = 2
        backup_days    = 35, connections = 5000
      }
      cache  = { node_type = "cache.m7g.large", nodes = 3 }
      web    = { cpu = 2048, memory = 4096, processes = 2, least = 12, most = 68, requests_per_minute = 12000, pool_size = 8 }
      worker = { cpu = 2048, memory = 4096, concurrency = 4, least = 4, most = 40, backlog = 1000 }
    }
  }

  validation {
    condition     = alltrue([for size in values(var.sizes) : !size.serves_businesses || (size.database.multi_az && size.database.backup_days >= 14)])
    error_message = "A size that businesses live on has its database in two availability zones and keeps at least 14 days of backups."
  }
  validation {
    condition     = alltrue([for size in values(var.sizes) : !size.serves_businesses || (size.web.least >= 2 && size.cache.nodes >= 2 && size.nat_gateways == "each")])
    error_message = "In a size that businesses live on nothing stands alone: two web tasks, two cache nodes, and a way out in each availability zone."
  }
  validation {
    condition     = alltrue([for size in values(var.sizes) : size.database.backup_days >= 7])
    error_message = "No size does without backups: keep at least 7 days."
  }
  validation {
    condition = alltrue([
      for size in values(var.sizes) :
      # Each web process has its pool, four for the platform and one that listens; each worker four for its queue, too.
      size.web.most * 2 * size.web.processes * (size.web.pool_size + 5) + size.worker.most * 2 * (size.web.pool_size + 9) <= size.database.connections
    ])
    error_message = "At its most, with every task there twice while a release rolls out, the zone would open more connections than its database takes: fewer tasks, a smaller pool or a larger class."
  }
}
