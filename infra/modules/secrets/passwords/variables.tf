variable "secret_ids" {
  description = "The secrets that are written: app, owner, platform."
  type = object({
    app      = string
    owner    = string
    platform = string
  })
  nullable = false
}

variable "generation" {
  description = "Raise by one to make every password and key anew."
  type        = number
  nullable    = false
}

variable "server" {
  description = "What follows user and password in a database's address."
  type        = string
  nullable    = false
}
