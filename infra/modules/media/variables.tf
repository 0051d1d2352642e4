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
  description = "The zone's domain; pictures are served from media.DOMAIN."
  type        = string
  nullable    = false
}

variable "dns_zone_id" {
  description = "The hosted zone of the domain."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "A certificate for the CDN, valid for media.DOMAIN."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:us-east-1:", var.certificate_arn))
    error_message = "CloudFront takes certificates of the region us-east-1 only."
  }
}

variable "web_acl_arn" {
  description = "The firewall in front of the CDN."
  type        = string
  nullable    = false
}

variable "erased_days" {
  description = "After how many days an erased or replaced picture can not be brought back."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.erased_days >= 7 && var.erased_days <= 90
    error_message = "Erased pictures stay for 7 to 90 days: long enough to undo, short enough for whoever asked to be forgotten."
  }
}
