variable "name" {
  description = "Name of the registry, unique in its region."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,28}[a-z0-9]$", var.name))
    error_message = "3 to 30 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "bucket_name" {
  description = "Bucket of Object Storage that holds the images, and nothing else."
  type        = string
}
