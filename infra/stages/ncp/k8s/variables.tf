variable "region" {
  description = "Region of Naver Cloud."
  type        = string
  default     = "KR"
}

variable "zone" {
  description = "Zone of the network, the cluster and the database."
  type        = string
  default     = "KR-1"
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes that the platform offers."
  type        = string
}

variable "login_key_name" {
  description = "Name of the login key of the nodes, made beforehand."
  type        = string
}

variable "api_cidr_blocks" {
  description = "Ranges from which the Kubernetes API is reached."
  type        = list(string)
}

variable "admin_nrns" {
  description = "Resource names (NRN) of users and roles that administer the cluster."
  type        = list(string)
}

variable "kms_key_tag" {
  description = "Tag of the key in Key Management Service that encrypts the secrets of the cluster."
  type        = string
}

variable "min_nodes" {
  description = "Fewest nodes."
  type        = number
  default     = 2
}

variable "max_nodes" {
  description = "Most nodes."
  type        = number
  default     = 6
}

variable "database_password" {
  description = "Password of the owner of the database: TF_VAR_database_password, in no file."
  type        = string
  sensitive   = true
}

variable "database_product_code" {
  description = "Size of the database servers; null: the smallest."
  type        = string
  default     = null
}

variable "database_version_code" {
  description = "Version of PostgreSQL, 15 or newer; null: what the platform takes by default."
  type        = string
  default     = null
}

variable "media_bucket_name" {
  description = "Name of the bucket of pictures."
  type        = string
}

variable "images_bucket_name" {
  description = "Name of the bucket that holds the images of the registry."
  type        = string
}

variable "registry_name" {
  description = "Name of the registry, unique in its region."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted; turned off right before a destroy."
  type        = bool
  default     = true
}
