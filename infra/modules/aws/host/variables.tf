variable "name" {
  description = "Name of the server and prefix of the names of its parts."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the server."
  type        = string
}

variable "subnet_id" {
  description = "Public subnet of the server."
  type        = string
}

variable "zone" {
  description = "Availability zone of that subnet."
  type        = string
}

variable "instance_type" {
  description = "Size of the server; an ARM type, such as t4g.medium."
  type        = string
}

variable "data_gib" {
  description = "Size of the data volume in GiB."
  type        = number

  validation {
    condition     = var.data_gib >= 10
    error_message = "At least 10 GiB."
  }
}

variable "repository" {
  description = "Address of the git repository with docker-compose.yml, without credentials."
  type        = string

  validation {
    condition     = can(regex("^https://[A-Za-z0-9._/-]+$", var.repository))
    error_message = "An https address without user, password or query."
  }
}

variable "release" {
  description = "Tag or branch that is checked out."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.release))
    error_message = "The name of a tag or a branch."
  }
}

variable "domain" {
  description = "Host name under which clients reach Maru."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.domain))
    error_message = "A host name, such as maru.example."
  }
}

variable "admin_email" {
  description = "Address of the first superuser, whose password is MARU_ADMIN_PASSWORD in /data/maru.env, and of mails about the certificate."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$", var.admin_email))
    error_message = "A mail address, such as admin@maru.example."
  }
}

variable "settings" {
  description = "Further settings that are no secrets, by the names that docker-compose.yml reads, such as MARU_MAIL_FROM."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name, value in var.settings : can(regex("^(MARU|ALERT)_[A-Z0-9_]+=[^\\s'\"$]*$", "${name}=${value}"))])
    error_message = "Names that begin with MARU_ or ALERT_, and values without spaces, quotes and dollar signs."
  }
}

variable "policy_arns" {
  description = "Further policies of the server's role, by name."
  type        = map(string)
  default     = {}
}

variable "backup_days" {
  description = "Number of daily snapshots of the data volume that are kept."
  type        = number
  default     = 14
}
