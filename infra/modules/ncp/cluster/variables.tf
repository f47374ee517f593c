variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "zone" {
  description = "Zone of cluster and nodes, such as KR-1."
  type        = string
}

variable "vpc_no" {
  description = "Number of the VPC."
  type        = string
}

variable "subnet_no" {
  description = "Number of the private subnet of the nodes."
  type        = string
}

variable "lb_private_subnet_no" {
  description = "Number of the subnet of private load balancers."
  type        = string
}

variable "lb_public_subnet_no" {
  description = "Number of the subnet of public load balancers."
  type        = string
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes that the platform offers, such as 1.33."
  type        = string

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "A minor version such as 1.33."
  }
}

variable "cluster_type" {
  description = "Size of the control plane."
  type        = string
  default     = "SVR.VNKS.STAND.C004.M016.G003"
}

variable "login_key_name" {
  description = "Name of the login key of the nodes, made beforehand so that its private half is in no state."
  type        = string
}

variable "api_cidr_blocks" {
  description = "Ranges from which the Kubernetes API is reached; all others are refused."
  type        = list(string)

  validation {
    condition     = length(var.api_cidr_blocks) > 0 && alltrue([for block in var.api_cidr_blocks : can(cidrnetmask(block)) && block != "0.0.0.0/0"])
    error_message = "At least one IPv4 range, and not the whole internet."
  }
}

variable "admin_nrns" {
  description = "Resource names (NRN) of users and roles that administer the cluster."
  type        = list(string)

  validation {
    condition     = length(var.admin_nrns) > 0 && alltrue([for nrn in var.admin_nrns : startswith(nrn, "nrn:")])
    error_message = "At least one NRN: without an administrator nobody could use the cluster."
  }
}

variable "kms_key_tag" {
  description = "Tag of the key in Key Management Service that encrypts the secrets of the cluster."
  type        = string
  default     = null
}

variable "node_image" {
  description = "Image of the nodes."
  type        = string
  default     = "ubuntu-22.04"
}

variable "node_cpus" {
  description = "Virtual CPUs of a node."
  type        = number
  default     = 2
}

variable "node_memory_gb" {
  description = "Memory of a node in GB."
  type        = number
  default     = 8
}

variable "node_storage_gb" {
  description = "Storage of a node in GB."
  type        = number
  default     = 100
}

variable "min_nodes" {
  description = "Fewest nodes."
  type        = number
  default     = 2

  validation {
    condition     = var.min_nodes >= 1
    error_message = "At least one node."
  }
}

variable "max_nodes" {
  description = "Most nodes."
  type        = number
  default     = 6

  validation {
    condition     = var.max_nodes >= var.min_nodes
    error_message = "Not fewer than min_nodes."
  }
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted."
  type        = bool
  default     = true
}
