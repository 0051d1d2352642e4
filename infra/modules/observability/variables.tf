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

variable "account_id" {
  description = "The account, whose own alarms alone may be published."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Where the metrics are."
  type        = string
  nullable    = false
}

variable "mail_region" {
  description = "Where mail goes out from, and its metrics are."
  type        = string
  nullable    = false
}

variable "namespace" {
  description = "Where the zone's own metrics are."
  type        = string
  nullable    = false
}

variable "mails" {
  description = "Who is told of alarms and of the budget."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.mails) > 0 && alltrue([for mail in var.mails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", mail))])
    error_message = "Somebody has to be told of alarms: name at least one mail address."
  }
}

variable "key_arn" {
  description = "The key that encrypts logs and alarms."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How many days logs are kept."
  type        = number
  nullable    = false

  validation {
    condition     = contains([30, 60, 90, 180, 365], var.log_days)
    error_message = "Logs are kept 30, 60, 90, 180 or 365 days."
  }
}

variable "budget_usd" {
  description = "What a month may cost before somebody is told."
  type        = number
  nullable    = false

  validation {
    condition     = var.budget_usd > 0
    error_message = "A budget is more than nothing."
  }
}

variable "balancer_suffix" {
  description = "The balancer as metrics name it."
  type        = string
  nullable    = false
}

variable "target_group_suffix" {
  description = "The target group as metrics name it."
  type        = string
  nullable    = false
}

variable "cluster_name" {
  description = "The cluster as metrics name it."
  type        = string
  nullable    = false
}

variable "database_identifier" {
  description = "The database as metrics name it."
  type        = string
  nullable    = false
}

variable "replica_identifiers" {
  description = "Its replicas."
  type        = list(string)
  nullable    = false
}

variable "cache_id" {
  description = "The cache as metrics name it."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "The balancer's certificate, whose end is watched."
  type        = string
  nullable    = false
}

variable "distributions" {
  description = "CloudFront's distributions, by what they are for."
  type        = map(string)
  nullable    = false
}

variable "firewall" {
  description = "The firewall before them, as metrics name it."
  type        = string
  nullable    = false
}

variable "rotation_function" {
  description = "The function that renews passwords."
  type        = string
  nullable    = false
}

variable "domains" {
  description = "The edge of shops' own domains as metrics name it: its balancer, and its target groups by name. Null: there is none."
  type = object({
    balancer_suffix       = string
    target_group_suffixes = map(string)
  })
  default  = null
  nullable = true
}

variable "backlog" {
  description = "How many waiting jobs start another worker; five times as many are an alarm."
  type        = number
  nullable    = false
}

variable "connections_worrying" {
  description = "How many connections to the database are close to its limit."
  type        = number
  nullable    = false
}
