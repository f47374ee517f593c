variable "name" {
  description = "Name of the cluster and prefix of the names of its roles."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,50}$", var.name))
    error_message = "Lower-case letters, digits and hyphens, a letter first."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as 1.35."
  type        = string

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "A minor version such as 1.35."
  }
}

variable "subnet_ids" {
  description = "Private subnets of the nodes, in two zones or more."
  type        = list(string)
}

variable "api_cidr_blocks" {
  description = "Ranges from which the Kubernetes API is reached over the internet; none: only from inside the VPC."
  type        = list(string)

  validation {
    condition     = alltrue([for block in var.api_cidr_blocks : can(cidrnetmask(block)) && block != "0.0.0.0/0"])
    error_message = "IPv4 ranges, and not the whole internet."
  }
}

variable "admin_role_arns" {
  description = "IAM roles that administer the cluster, by a name that tells who they are."
  type        = map(string)

  validation {
    condition     = length(var.admin_role_arns) > 0
    error_message = "Without an administrator nobody could use the cluster."
  }
}

variable "pod_identities" {
  description = "Roles of pods by name: the service account that has the role, and its policies by name."
  type = map(object({
    namespace       = string
    service_account = string
    policy_arns     = map(string)
  }))
  default = {}

  validation {
    condition     = !contains(keys(var.pod_identities), "cluster") && !contains(keys(var.pod_identities), "node")
    error_message = "The cluster has roles named cluster and node of its own."
  }
}

variable "log_days" {
  description = "Days for which the log of the control plane is kept."
  type        = number
  default     = 30
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted."
  type        = bool
  default     = true
}
