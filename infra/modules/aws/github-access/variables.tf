variable "name" {
  description = "Prefix of the names of the roles."
  type        = string
}

variable "repository" {
  description = "Repository on GitHub, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "owner/name, without wildcards."
  }
}

variable "state_bucket_name" {
  description = "Bucket of the Terraform states."
  type        = string
}
