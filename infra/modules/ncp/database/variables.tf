variable "name" {
  description = "Name of the service and prefix of the names of its servers."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "3 to 20 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "vpc_no" {
  description = "Number of the VPC."
  type        = string
}

variable "subnet_no" {
  description = "Number of the private subnet."
  type        = string
}

variable "client_cidr" {
  description = "Range that may connect."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.client_cidr)) && var.client_cidr != "0.0.0.0/0"
    error_message = "An IPv4 range, and not the whole internet."
  }
}

variable "username" {
  description = "Name of the owner of the database."
  type        = string
  default     = "maru"
}

variable "password" {
  description = "Password of the owner: 8 to 20 letters, digits and at least one of ! @ # $ % ^ * ( ) _ - = ."
  type        = string
  sensitive   = true

  validation {
    condition = alltrue([
      can(regex("^[A-Za-z0-9!@#$%^*()_=.-]{8,20}$", var.password)),
      can(regex("[A-Za-z]", var.password)),
      can(regex("[0-9]", var.password)),
      can(regex("[!@#$%^*()_=.-]", var.password)),
    ])
    error_message = "8 to 20 characters: letters, digits and at least one of ! @ # $ % ^ * ( ) _ - = ."
  }
}

variable "database_name" {
  description = "Name of the database."
  type        = string
  default     = "maru"
}

variable "product_code" {
  description = "Size of a server; null: the smallest."
  type        = string
  default     = null
}

variable "engine_version_code" {
  description = "Version of PostgreSQL, 15 or newer; null: what the platform takes by default."
  type        = string
  default     = null
}

variable "high_availability" {
  description = "Whether a standby takes over when the server fails."
  type        = bool
  default     = true
}

variable "backup_days" {
  description = "Days for which daily backups are kept."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 30
    error_message = "Between 1 and 30 days."
  }
}
