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

variable "domain" {
  description = "The zone's domain; shops live at {slug}.DOMAIN."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "The domain is a lower-case name such as shops.example, without scheme, port or final dot."
  }
}

variable "balancer_arn" {
  description = "The balancer inside the network."
  type        = string
  nullable    = false
}

variable "balancer_name" {
  description = "The balancer's host name."
  type        = string
  nullable    = false
}

variable "requests_per_5_minutes" {
  description = "How many requests one address may send in five minutes before the firewall refuses it."
  type        = number
  nullable    = false

  validation {
    condition     = var.requests_per_5_minutes >= 500 && var.requests_per_5_minutes <= 100000
    error_message = "The firewall's rate is 500 to 100000 requests in five minutes: a school shares one address, an attacker should not have the whole of it."
  }
}

variable "log_days" {
  description = "How many days the firewall's log is kept."
  type        = number
  nullable    = false
}
