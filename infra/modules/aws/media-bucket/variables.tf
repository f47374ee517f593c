variable "name" {
  description = "Prefix of the names of the policy and the user."
  type        = string
}

variable "bucket_name" {
  description = "Name of the bucket, unique in all of S3."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "cors_origins" {
  description = "Origins whose pages may upload to and read from the bucket by signed addresses."
  type        = list(string)
  default     = ["*"]
}

variable "removed_days" {
  description = "Days for which a removed or replaced object can still be brought back."
  type        = number
  default     = 7

  validation {
    condition     = var.removed_days >= 1 && var.removed_days <= 30
    error_message = "Between 1 and 30 days."
  }
}

variable "cdn_price_class" {
  description = "Where the CDN has its edges: PriceClass_100, PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_200"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.cdn_price_class)
    error_message = "PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "access_key" {
  description = "Whether a user with an access key is made; roles that carry the policy don't need one."
  type        = bool
  default     = true
}

variable "force_destroy" {
  description = "Whether destroy removes the bucket together with its pictures."
  type        = bool
  default     = false
}
