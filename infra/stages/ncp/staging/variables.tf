variable "region" {
  description = "Region of Naver Cloud."
  type        = string
  default     = "KR"
}

variable "zone" {
  description = "Zone of all parts."
  type        = string
  default     = "KR-1"
}

variable "domain" {
  description = "Host name under which clients reach Maru; its CNAME record points to the output load_balancer."
  type        = string
}

variable "certificate_no" {
  description = "Number of the certificate of that name in Certificate Manager."
  type        = string
}

variable "image" {
  description = "Container image of Maru, with its tag."
  type        = string
}

variable "registry" {
  description = "Log-in of the registry of the image: TF_VAR_registry, in no file; null when the image is public."
  type = object({
    host     = string
    username = string
    password = string
  })
  default   = null
  sensitive = true
}

variable "server_count" {
  description = "Number of servers."
  type        = number
  default     = 2
}

variable "spec_code" {
  description = "Size of a server."
  type        = string
  default     = "s2-g3"
}

variable "login_key_name" {
  description = "Name of the login key of the servers, made beforehand."
  type        = string
}

variable "media_bucket_name" {
  description = "Name of the bucket of pictures."
  type        = string
}

variable "database_password" {
  description = "Password of the owner of the database: TF_VAR_database_password, in no file."
  type        = string
  sensitive   = true
}

variable "secret_settings" {
  description = "Secret settings of Maru: TF_VAR_secret_settings, in no file."
  type        = map(string)
  sensitive   = true

  validation {
    condition = alltrue([
      for name in ["JWT_SECRET", "METRICS_TOKEN", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] :
      contains(keys(var.secret_settings), name)
    ])
    error_message = "JWT_SECRET, METRICS_TOKEN, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed."
  }
}
