variable "name" {
  description = "Name of the replication group and prefix of the names of its parts."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "At most 40 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "vpc_id" {
  description = "VPC of the cache."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, in as many zones as there are nodes."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by a name that tells who they are."
  type        = map(string)
}

variable "engine_version" {
  description = "Version of Valkey."
  type        = string
  default     = "8.0"
}

variable "node_type" {
  description = "Size of a node, such as cache.t4g.micro."
  type        = string
  default     = "cache.t4g.micro"
}

variable "node_count" {
  description = "Number of nodes; with more than one, another takes over when the first fails."
  type        = number
  default     = 1

  validation {
    condition     = var.node_count >= 1 && var.node_count <= 6
    error_message = "Between 1 and 6 nodes."
  }
}

variable "auth_token" {
  description = "Password of the cache; it reaches the cache when auth_token_version changes."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "auth_token_version" {
  description = "Number that is raised to set another password."
  type        = number
  default     = 1
}
