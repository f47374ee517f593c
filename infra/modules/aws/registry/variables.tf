variable "repository_name" {
  description = "Name of the repository of images."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", var.repository_name))
    error_message = "Lower-case letters and digits, parted by . _ - or /."
  }
}

variable "kept_images" {
  description = "How many of the newest images are kept."
  type        = number
  default     = 50

  validation {
    condition     = var.kept_images >= 5
    error_message = "Keep at least 5, so that a release can be rolled back."
  }
}

variable "force_delete" {
  description = "Whether destroy removes the repository together with its images."
  type        = bool
  default     = false
}
