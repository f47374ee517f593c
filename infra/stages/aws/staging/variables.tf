variable "region" {
  description = "AWS region."
  type        = string
  default     = "ap-northeast-2"
}

variable "media_bucket_name" {
  description = "Name of the bucket of pictures, unique in all of S3."
  type        = string
}

variable "admin_role_arns" {
  description = "IAM roles that administer the cluster, by a name that tells who they are."
  type        = map(string)

  validation {
    condition     = alltrue([for arn in values(var.admin_role_arns) : can(regex("^arn:aws:iam::[0-9]{12}:role/", arn))])
    error_message = "ARNs of IAM roles."
  }
}

variable "api_cidr_blocks" {
  description = "Ranges from which the Kubernetes API is reached over the internet; none: only from inside the VPC."
  type        = list(string)
  default     = []
}

variable "cors_origins" {
  description = "Origins whose pages may upload pictures."
  type        = list(string)
  default     = ["*"]
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
  default     = "1.35"
}

variable "secrets_version" {
  description = "Raised by one to renew all passwords and keys at once."
  type        = number
  default     = 1
}

variable "deletion_protection" {
  description = "Whether cluster, database, pictures and images refuse to be deleted; turned off right before a destroy."
  type        = bool
  default     = false
}
