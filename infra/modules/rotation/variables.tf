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
  description = "Subnets of the service tier."
  type        = list(string)
  nullable    = false
}

variable "database_security_group_id" {
  description = "The database's security group, whose door is opened for the function."
  type        = string
  nullable    = false
}

variable "admin_database_url" {
  description = "The database as its administrator, without name and password."
  type        = string
  nullable    = false

  validation {
    condition     = !can(regex("//[^/]*@", var.admin_database_url))
    error_message = "The address has neither name nor password: they are in the administrator's secret."
  }
}

variable "master_secret_arn" {
  description = "Where RDS keeps the administrator's password."
  type        = string
  nullable    = false
}

variable "secrets" {
  description = "The secrets that are renewed, by name."
  type        = map(string)
  nullable    = false
}

variable "services" {
  description = "The services that start with them, and which of them each starts with: they begin anew when one changes."
  type        = map(list(string))
  nullable    = false

  validation {
    condition     = length(setsubtract(flatten(values(var.services)), keys(var.secrets))) == 0
    error_message = "A service starts with secrets that are renewed here."
  }
}

variable "cluster_name" {
  description = "The cluster of those services."
  type        = string
  nullable    = false
}

variable "repository_url" {
  description = "Where images come from."
  type        = string
  nullable    = false
}

variable "release" {
  description = "The image's tag that the function runs."
  type        = string
  nullable    = false
}

variable "log_group" {
  description = "Where the function writes."
  type        = string
  nullable    = false
}

variable "log_group_arn" {
  description = "The same, for the right to write there."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "The key that the secrets are encrypted with."
  type        = string
  nullable    = false
}

variable "days" {
  description = "After how many days a password is renewed."
  type        = number
  nullable    = false

  validation {
    condition     = var.days >= 1 && var.days <= 90 && floor(var.days) == var.days
    error_message = "Passwords are renewed after 1 to 90 whole days."
  }
}
