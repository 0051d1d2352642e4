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

variable "cidr" {
  description = "The network's private addresses, a /16."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.).*/16$", var.cidr)) && can(cidrhost(var.cidr, 0))
    error_message = "The network needs a private range with room for every tier: a /16 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }
}

variable "availability_zones" {
  description = "Over how many availability zones everything is spread."
  type        = number
  nullable    = false

  validation {
    condition     = contains([2, 3], var.availability_zones)
    error_message = "A zone is spread over 2 or 3 availability zones: a balancer and a database need two at least."
  }
}

variable "nat_gateways" {
  description = "`one` way out for all, or one in `each` availability zone."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["one", "each"], var.nat_gateways)
    error_message = "The ways out are `one` for all, or one in `each` availability zone."
  }
}

variable "interface_endpoints" {
  description = "Whether images, logs and secrets are reached without the internet."
  type        = bool
  nullable    = false
}

variable "key_arn" {
  description = "The key that encrypts the flow logs."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How many days flow logs are kept."
  type        = number
  nullable    = false

  validation {
    condition     = contains([30, 60, 90, 180, 365], var.log_days)
    error_message = "Logs are kept 30, 60, 90, 180 or 365 days."
  }
}
