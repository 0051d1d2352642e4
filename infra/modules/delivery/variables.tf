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

variable "oidc_issuer" {
  description = "Who vouches for the build service, without scheme."
  type        = string
  default     = "token.actions.githubusercontent.com"
  nullable    = false

  validation {
    condition     = !can(regex("://", var.oidc_issuer))
    error_message = "The issuer is a host name, without https:// before it."
  }
}

variable "oidc_subject" {
  description = "Which branch or environment of which repository may deliver, as the issuer spells it."
  type        = string
  nullable    = false

  validation {
    condition     = !strcontains(var.oidc_subject, "*") && length(split(":", var.oidc_subject)) >= 3
    error_message = "Name one repository and one branch or environment, such as repo:owner/storefront:environment:malaysia; a wildcard would let any branch deliver."
  }
}

variable "existing_oidc_provider_arn" {
  description = "The issuer's provider, where another zone of the account has made it already. Empty: make it."
  type        = string
  default     = ""
  nullable    = false
}

variable "role_arns" {
  description = "The roles that tasks start and run with."
  type        = list(string)
  nullable    = false
}

variable "key_arn" {
  description = "The key that encrypts images."
  type        = string
  nullable    = false
}
