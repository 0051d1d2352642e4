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
  description = "The domain that mails come from."
  type        = string
  nullable    = false
}

variable "dns_zone_id" {
  description = "The hosted zone of the domain."
  type        = string
  nullable    = false
}

variable "reports_to" {
  description = "Who reads the reports of other mail servers about mails in our name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", var.reports_to))
    error_message = "Reports about mails need a mail address that somebody reads."
  }
}
