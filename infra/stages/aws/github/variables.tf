variable "region" {
  description = "AWS region."
  type        = string
  default     = "ap-northeast-2"
}

variable "repository" {
  description = "Repository on GitHub, as owner/name."
  type        = string
}

variable "state_bucket_name" {
  description = "Bucket of the Terraform states."
  type        = string
}
