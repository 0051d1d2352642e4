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
  description = "Subnets of the data tier, in two availability zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS wants subnets in two availability zones, even for one instance."
  }
}

variable "client_security_group_id" {
  description = "The security group of the tasks that may connect."
  type        = string
  nullable    = false
}

variable "staff_networks" {
  description = "Private networks, such as a VPN's, from which staff may connect."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for cidr in var.staff_networks :
      can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", cidr)) && can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 16, false)
    ])
    error_message = "The database is never public: staff reach it from private networks of /16 or smaller, such as 10.20.0.0/24, and from no other address."
  }
}

variable "engine_version" {
  description = "PostgreSQL's version; with the major number alone RDS takes its newest minor."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^(15|16|17|18)(\\.[0-9]+)?$", var.engine_version))
    error_message = "Storefront runs on PostgreSQL 15 to 18."
  }
}

variable "instance_class" {
  description = "The instance's class, such as db.t4g.small."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "A class of database instances begins with db., such as db.t4g.small."
  }
}

variable "storage_gb" {
  description = "Storage to begin with, in GB."
  type        = number
  nullable    = false

  validation {
    condition     = var.storage_gb >= 20
    error_message = "RDS begins at 20 GB."
  }
}

variable "storage_most_gb" {
  description = "How far storage may grow by itself, in GB."
  type        = number
  nullable    = false

  validation {
    condition     = var.storage_most_gb > var.storage_gb
    error_message = "Storage must be allowed to grow beyond what it begins with: a full disk stops every shop."
  }
}

variable "multi_az" {
  description = "Whether a standby in another availability zone takes over by itself."
  type        = bool
  nullable    = false
}

variable "replicas" {
  description = "How many instances can be read besides the primary."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5
    error_message = "There can be up to 5 replicas."
  }
}

variable "backup_days" {
  description = "To any moment of how many days back the database can be restored."
  type        = number
  nullable    = false

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "Backups are kept for 7 to 35 days; a database without backups is refused in every size."
  }
}

variable "serves_businesses" {
  description = "Whether shops live from it, which is so in every size but pilot."
  type        = bool
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted."
  type        = bool
  default     = true
  nullable    = false
}

variable "key_arn" {
  description = "The key that encrypts it."
  type        = string
  nullable    = false
}

variable "refuge_key_arn" {
  description = "The key of its copies in the other region."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How many days its logs are kept."
  type        = number
  nullable    = false
}
