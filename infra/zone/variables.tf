variable "zone" {
  description = "The zone's name, such as malaysia. Every resource is called storefront-ZONE."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}$", var.zone)) # balancers' names end at 32, and its own in the refuge has to fit
    error_message = "A zone is named by 2 to 15 lower-case letters, digits or hyphens, such as malaysia or malaysia-refuge."
  }
}

variable "size" {
  description = "How large: pilot, launch (2,000 shops) or national (100,000 shops)."
  type        = string
  nullable    = false

  validation {
    condition     = contains(keys(var.sizes), var.size)
    error_message = "The size is one of ${join(", ", keys(var.sizes))}."
  }
}

variable "region" {
  description = "Where the zone runs: near its businesses, and where its law allows their data."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region is spelled as AWS does, such as ap-southeast-5."
  }
}

variable "refuge_region" {
  description = "Where copies of database and pictures are kept, for the loss of the whole region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.refuge_region)) && var.refuge_region != var.region
    error_message = "Copies belong in another region than the zone's own."
  }
}

variable "mail_region" {
  description = "A region with SES. Empty: the zone's own."
  type        = string
  default     = ""
  nullable    = false
}

variable "domain" {
  description = "Shops live at {slug}.DOMAIN, staff at admin.DOMAIN."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "The domain is a lower-case name such as shops.example, without scheme, port or final dot."
  }
}

variable "network" {
  description = "The zone's private addresses, a /16 that no connected network uses."
  type        = string
  nullable    = false
}

variable "release" {
  description = "The image's tag that a new zone starts with, and that each apply brings to new task definitions and to the function that renews passwords. Which one services run is the delivery's."
  type        = string
  nullable    = false
}

variable "zone_file" {
  description = "The zone's file in the image, such as /app/zones/rwanda.toml. Empty: the Malaysian zone that ships with the product."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.zone_file == "" || can(regex("^/.+\\.toml$", var.zone_file))
    error_message = "The zone's file is an absolute path in the image that ends in .toml."
  }
}

variable "operators" {
  description = "The mail addresses of those who are told of alarms, budgets and certificates."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.operators) > 0
    error_message = "Somebody has to be told when something breaks: name at least one operator."
  }
}

variable "oidc_subject" {
  description = "Which branch or environment of which repository may deliver, as the build service spells it."
  type        = string
  nullable    = false
}

variable "staff_networks" {
  description = "Private networks, such as a VPN's, from which staff may reach the database."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "outside_secrets" {
  description = "Which keys of other services have been written into the secret storefront-ZONE/outside: smtp_url, stripe_secret_key, stripe_webhook_secret, sentry_dsn."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = contains(var.outside_secrets, "stripe_secret_key") == contains(var.outside_secrets, "stripe_webhook_secret")
    error_message = "Stripe's key and its webhook secret go together: without the second nobody can tell a payment from a forgery."
  }
}

variable "database_ca_file" {
  description = "Where the image keeps the certificates of RDS (infra/image/trust). Empty, in a pilot only: encrypted, but the server is not checked."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.database_ca_file != "" || !try(var.sizes[var.size].serves_businesses, false)
    error_message = "Where businesses live, the database's certificate is checked: put the region's bundle into the image and name it, such as /etc/storefront/trust/rds.pem."
  }
}

variable "custom_domains" {
  description = "Whether shops may have domains of their own, for which an edge of its own runs."
  type        = bool
  default     = false
  nullable    = false
}

variable "client_requests_per_minute" {
  description = "How often one visitor may ask one host before being asked to slow down."
  type        = number
  default     = 600
  nullable    = false

  validation {
    condition     = var.client_requests_per_minute >= 60 && var.client_requests_per_minute <= 100000
    error_message = "Between 60 and 100000 requests a minute: a page needs a dozen, and a school shares one address."
  }
}

variable "deletion_protection" {
  description = "Whether database and balancers refuse to be deleted. Off for the one apply before a pilot is taken down."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.deletion_protection || !try(var.sizes[var.size].serves_businesses, false)
    error_message = "What businesses live on is protected from deletion. To close a zone, move its businesses and call it a pilot first."
  }
}

variable "secrets_generation" {
  description = "Raise by one to make every password and key anew (docs/runbook.md, leaked key). 0: none are made, and no task can start."
  type        = number
  default     = 1
  nullable    = false
}

variable "rotation_days" {
  description = "After how many days the passwords of the database's roles are renewed."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 90 && floor(var.rotation_days) == var.rotation_days
    error_message = "Passwords are renewed after 1 to 90 whole days."
  }
}

variable "existing_oidc_provider_arn" {
  description = "The build service's provider, where another zone of the account has made it already."
  type        = string
  default     = ""
  nullable    = false
}

variable "stand_in" {
  description = "The address of a program on this machine that answers like AWS, for trying things out. Empty: AWS."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.stand_in == "" || can(regex("^http://(127\\.0\\.0\\.1|localhost):[0-9]+$", var.stand_in))
    error_message = "A stand-in runs on this machine: http://127.0.0.1:PORT."
  }
}
