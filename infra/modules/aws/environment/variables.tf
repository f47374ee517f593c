variable "name" {
  description = "Name of the environment, such as maru-prod: prefix of the names of all parts."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.name))
    error_message = "3 to 31 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "cidr_block" {
  description = "IPv4 range of the VPC, a /16."
  type        = string
}

variable "zone_count" {
  description = "Number of availability zones."
  type        = number

  validation {
    condition     = var.zone_count >= 2
    error_message = "Cluster and database need two zones or more."
  }
}

variable "high_availability" {
  description = "Whether network, database and cache survive the loss of a zone."
  type        = bool
}

variable "deletion_protection" {
  description = "Whether cluster, database, pictures and images refuse to be deleted."
  type        = bool
}

variable "final_snapshot" {
  description = "Whether a snapshot and the backups of the database stay when it is deleted."
  type        = bool
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
}

variable "api_cidr_blocks" {
  description = "Ranges from which the Kubernetes API is reached over the internet; none: only from inside the VPC."
  type        = list(string)
}

variable "admin_role_arns" {
  description = "IAM roles that administer the cluster, by a name that tells who they are."
  type        = map(string)
}

variable "media_bucket_name" {
  description = "Name of the bucket of pictures, unique in all of S3."
  type        = string
}

variable "cors_origins" {
  description = "Origins whose pages may upload pictures."
  type        = list(string)
}

variable "media_access_key" {
  description = "Whether Maru reaches the bucket with an access key of a user of its own; else with the role of its pods."
  type        = bool
  default     = true
}

variable "database_instance_class" {
  description = "Size of the database, such as db.t4g.small."
  type        = string
}

variable "database_storage_gib" {
  description = "Storage of the database at the start, in GiB."
  type        = number
}

variable "database_max_storage_gib" {
  description = "Storage up to which the database grows by itself, in GiB."
  type        = number
}

variable "backup_days" {
  description = "Days for which the database can be brought back to any moment."
  type        = number
}

variable "cache_node_type" {
  description = "Size of a node of the cache, such as cache.t4g.micro."
  type        = string
}

variable "secrets_version" {
  description = "Number that is raised to renew all passwords and keys at once."
  type        = number
}
