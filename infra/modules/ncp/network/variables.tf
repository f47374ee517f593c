variable "name" {
  description = "Prefix of the names of all parts."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,14}$", var.name))
    error_message = "3 to 15 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "cidr_block" {
  description = "IPv4 range of the VPC, a /16 of private addresses."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr_block)) && endswith(var.cidr_block, "/16")
    error_message = "The range must be an IPv4 /16, such as 10.0.0.0/16."
  }
}

variable "zone" {
  description = "Zone of all subnets, such as KR-1."
  type        = string
}
