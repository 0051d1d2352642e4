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

variable "database_address" {
  description = "The database's host name."
  type        = string
  nullable    = false
}

variable "database_port" {
  description = "The database's port."
  type        = number
  default     = 5432
  nullable    = false

  validation {
    condition     = var.database_port > 0 && var.database_port < 65536
    error_message = "A port is a number from 1 to 65535."
  }
}

variable "database_ca_file" {
  description = "Where the image keeps the certificates that the database's own is checked against. Empty: encrypted, but not checked."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.database_ca_file == "" || startswith(var.database_ca_file, "/")
    error_message = "The file of certificates is an absolute path in the image, such as /etc/storefront/trust/rds.pem."
  }
}

variable "generation" {
  description = "Raise by one to make every password and key anew. 0: none are made, and no task can start."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.generation >= 0 && floor(var.generation) == var.generation
    error_message = "The generation of secrets is a whole number, and only ever raised."
  }
}

variable "outside_secrets" {
  description = "Which keys of other services are to be found in the secret NAME/outside."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for key in var.outside_secrets : contains(["smtp_url", "stripe_secret_key", "stripe_webhook_secret", "sentry_dsn"], key)])
    error_message = "Other services' keys are smtp_url, stripe_secret_key, stripe_webhook_secret and sentry_dsn."
  }
}
