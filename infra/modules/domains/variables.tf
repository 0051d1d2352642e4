variable "name" {
  description = "What every resource's name begins with, such as storefront-malaysia."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,25}$", var.name)) # -https is added, and 32 is the most
    error_message = "The name must have 3 to 26 lower-case letters, digits or hyphens, and begin with a letter."
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
  description = "The zone's domain; merchants point theirs to domains.DOMAIN."
  type        = string
  nullable    = false
}

variable "dns_zone_id" {
  description = "The hosted zone of the domain."
  type        = string
  nullable    = false
}

variable "mail" {
  description = "Whom the certificate authority writes to when something is wrong."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", var.mail))
    error_message = "The certificate authority needs a mail address that somebody reads."
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

variable "public_subnet_ids" {
  description = "Subnets of the public tier, for the balancer alone."
  type        = list(string)
  nullable    = false
}

variable "service_subnet_ids" {
  description = "Subnets of the service tier, for the tasks."
  type        = list(string)
  nullable    = false
}

variable "cluster_arn" {
  description = "The cluster that runs the tasks."
  type        = string
  nullable    = false
}

variable "balancer_name" {
  description = "The host name of the balancer inside the network."
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

variable "caddy_release" {
  description = "Caddy's version, built by infra/image/Caddy.Dockerfile and pushed under the tag caddy-VERSION."
  type        = string
  default     = "2.10.2"
  nullable    = false

  validation {
    condition     = can(regex("^2\\.[0-9]+\\.[0-9]+$", var.caddy_release))
    error_message = "Caddy's release is a whole version number such as 2.10.2."
  }
}

variable "log_group" {
  description = "The log group's name."
  type        = string
  nullable    = false
}

variable "log_group_arn" {
  description = "The log group."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "The key that encrypts the certificates' files."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether the balancer refuses to be deleted."
  type        = bool
  default     = true
  nullable    = false
}
