variable "name" {
  description = "What every resource's name begins with, such as storefront-malaysia."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "The name must have 3 to 32 lower-case letters, digits or hyphens, and begin with a letter."
  }
}

variable "tags" {
  description = "Tags for every resource of the module."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for key in ["Zone", "Size", "ManagedBy"] : contains(keys(var.tags), key)])
    error_message = "The tags must say Zone, Size and ManagedBy: without them nobody can tell what a bill is for."
  }
}

variable "vpc_id" {
  description = "The network it stands in."
  type        = string
  nullable    = false
}

variable "cidr" {
  description = "The network's addresses."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Subnets of the service tier, in two availability zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A balancer wants subnets in two availability zones."
  }
}

variable "balancer_clients" {
  description = "Who may reach the balancer: each a prefix list or a security group, and never an address of the internet."
  type = map(object({
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for client in values(var.balancer_clients) : (client.prefix_list_id == null) != (client.security_group_id == null)])
    error_message = "Each client of the balancer is either a prefix list or a security group."
  }
}

variable "certificate_arn" {
  description = "The balancer's certificate, of its own region."
  type        = string
  nullable    = false
}

variable "repository_url" {
  description = "Where images come from."
  type        = string
  nullable    = false
}

variable "repository_arn" {
  description = "The same registry, for the right to fetch from it."
  type        = string
  nullable    = false
}

variable "release" {
  description = "The image's tag: a version or a commit."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-zA-Z][0-9a-zA-Z._-]{0,127}$", var.release)) && !contains(["latest", "main", "master"], var.release)
    error_message = "A release is a version or a commit, such as 0.2.0: a tag that moves, such as latest, can not be rolled back to."
  }
}

variable "domain" {
  description = "Shops live at {slug}.DOMAIN."
  type        = string
  nullable    = false
}

variable "zone_file" {
  description = "The zone's file in the image. Empty: the Malaysian zone that ships with the product."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "The media bucket's name."
  type        = string
  nullable    = false
}

variable "bucket_arn" {
  description = "The media bucket."
  type        = string
  nullable    = false
}

variable "media_url" {
  description = "Where browsers read media."
  type        = string
  nullable    = false
}

variable "cache_url" {
  description = "The shared cache."
  type        = string
  nullable    = false
}

variable "admin_database_url" {
  description = "The database as its administrator, without name and password: for preparation only."
  type        = string
  nullable    = false
}

variable "secret_arns" {
  description = "The secrets by name."
  type = object({
    app      = string
    owner    = string
    platform = string
    outside  = string
  })
  nullable = false
}

variable "master_secret_arn" {
  description = "Where RDS keeps the administrator's password."
  type        = string
  nullable    = false
}

variable "outside_secrets" {
  description = "Which keys of other services are in the secret `outside`."
  type        = set(string)
  nullable    = false
}

variable "key_arn" {
  description = "The key that the secrets are encrypted with."
  type        = string
  nullable    = false
}

variable "log_groups" {
  description = "The log groups by name: web, worker, operate."
  type        = map(string)
  nullable    = false
}

variable "log_group_arns" {
  description = "The same, for the right to write to them."
  type        = map(string)
  nullable    = false
}

variable "metrics_namespace" {
  description = "Where the zone's own metrics are."
  type        = string
  nullable    = false
}

variable "client_requests_per_minute" {
  description = "How often one visitor may ask one host."
  type        = number
  nullable    = false
}

variable "pool_size" {
  description = "Database connections of each process."
  type        = number
  nullable    = false
}

variable "web" {
  description = "The web tasks: size of one, web processes in it, how many, and how many requests a minute one is meant to answer."
  type = object({
    cpu                 = number
    memory              = number
    processes           = number
    least               = number
    most                = number
    requests_per_minute = number
  })
  nullable = false

  validation {
    condition     = var.web.least >= 1 && var.web.most >= var.web.least
    error_message = "There is at least one web task, and the most are not fewer than the least."
  }
}

variable "worker" {
  description = "The worker tasks: size of one, jobs at a time, how many, and how many waiting jobs are a backlog."
  type = object({
    cpu         = number
    memory      = number
    concurrency = number
    least       = number
    most        = number
    backlog     = number
  })
  nullable = false

  validation {
    condition     = var.worker.least >= 1 && var.worker.most >= var.worker.least
    error_message = "There is at least one worker, and the most are not fewer than the least."
  }
}

variable "trace_ratio" {
  description = "Which share of requests and jobs is traced. 0: none, and no collector runs."
  type        = number
  nullable    = false

  validation {
    condition     = var.trace_ratio >= 0 && var.trace_ratio <= 1
    error_message = "A share is a number from 0 to 1: 0.05 traces one request in twenty."
  }
}

variable "collector_release" {
  description = "The version of the AWS Distro for OpenTelemetry's collector, mirrored into the registry under the tag collector-VERSION."
  type        = string
  default     = "0.49.0"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+$", var.collector_release))
    error_message = "The collector's release is a whole version number such as 0.49.0."
  }
}

variable "serves_businesses" {
  description = "Whether shops live from it, which is so in every size but pilot."
  type        = bool
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether the balancer refuses to be deleted."
  type        = bool
  default     = true
  nullable    = false
}
