variable "name" {
  description = "Prefix of the names of all parts."
  type        = string
}

variable "cidr_block" {
  description = "IPv4 range of the VPC, a /16: public subnets take /24s, private ones /20s of it."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr_block)) && endswith(var.cidr_block, "/16")
    error_message = "The range must be an IPv4 /16, such as 10.0.0.0/16."
  }
}

variable "zone_count" {
  description = "Number of availability zones."
  type        = number
  default     = 2

  validation {
    condition     = var.zone_count >= 1 && var.zone_count <= 4
    error_message = "Between 1 and 4 zones."
  }
}

variable "private_subnets" {
  description = "Whether there are private subnets, with a NAT gateway as their way out."
  type        = bool
  default     = true
}

variable "nat_per_zone" {
  description = "Whether each zone has a NAT gateway of its own, so that the loss of a zone stays the loss of one zone."
  type        = bool
  default     = false
}
