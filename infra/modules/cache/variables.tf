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

variable "subnet_ids" {
  description = "Subnets of the data tier."
  type        = list(string)
  nullable    = false
}

variable "client_security_group_id" {
  description = "The security group of the tasks that may connect."
  type        = string
  nullable    = false
}

variable "node_type" {
  description = "The class of its nodes, such as cache.t4g.micro."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.node_type, "cache.")
    error_message = "A class of cache nodes begins with cache., such as cache.t4g.micro."
  }
}

variable "nodes" {
  description = "One node, or more with a failover between them."
  type        = number
  nullable    = false

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 6
    error_message = "The cache has 1 to 6 nodes."
  }
}

variable "key_arn" {
  description = "The key that encrypts it."
  type        = string
  nullable    = false
}
