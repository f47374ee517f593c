variable "name" {
  description = "Name of the instance and prefix of the names of its parts."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,50}$", var.name))
    error_message = "Lower-case letters, digits and hyphens, a letter first."
  }
}

variable "vpc_id" {
  description = "VPC of the instance."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, in two zones or more."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by a name that tells who they are."
  type        = map(string)
}

variable "engine_version" {
  description = "Major version of PostgreSQL, 15 or newer."
  type        = string
  default     = "17"

  validation {
    condition     = can(tonumber(var.engine_version)) && try(tonumber(var.engine_version) >= 15, false)
    error_message = "A major version from 15 on, such as 17."
  }
}

variable "instance_class" {
  description = "Size of the instance, such as db.t4g.small."
  type        = string
}

variable "storage_gib" {
  description = "Storage at the start, in GiB."
  type        = number
  default     = 20

  validation {
    condition     = var.storage_gib >= 20
    error_message = "At least 20 GiB."
  }
}

variable "max_storage_gib" {
  description = "Storage up to which the instance grows by itself, in GiB."
  type        = number
  default     = 100
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over when the instance fails."
  type        = bool
  default     = false
}

variable "backup_days" {
  description = "Days for which the database can be brought back to any moment."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "Between 1 and 35 days."
  }
}

variable "deletion_protection" {
  description = "Whether the instance refuses to be deleted."
  type        = bool
  default     = true
}

variable "final_snapshot" {
  description = "Whether a snapshot and the backups stay when the instance is deleted."
  type        = bool
  default     = true
}

variable "database_name" {
  description = "Name of the database."
  type        = string
  default     = "maru"
}

variable "username" {
  description = "Name of the owner of the database."
  type        = string
  default     = "maru"
}

variable "password" {
  description = "Password of the owner; it reaches the instance when password_version changes."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "password_version" {
  description = "Number that is raised to set another password."
  type        = number
  default     = 1
}
