variable "name" {
  description = "Prefix of the names of servers and parts."
  type        = string
}

variable "vpc_no" {
  description = "Number of the VPC."
  type        = string
}

variable "subnet_no" {
  description = "Number of the private subnet of the servers."
  type        = string
}

variable "client_cidr" {
  description = "Range of the load balancer: nobody else reaches the servers."
  type        = string
}

variable "server_count" {
  description = "Number of servers."
  type        = number
  default     = 2

  validation {
    condition     = var.server_count >= 1 && var.server_count <= 10
    error_message = "Between 1 and 10 servers."
  }
}

variable "image_name" {
  description = "Image of the operating system; it has apt."
  type        = string
  default     = "ubuntu-22.04-base"
}

variable "spec_code" {
  description = "Size of a server, such as s2-g3."
  type        = string
  default     = "s2-g3"
}

variable "login_key_name" {
  description = "Name of the login key, made beforehand so that its private half is in no state."
  type        = string
}

variable "image" {
  description = "Container image of Maru, with its tag."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][A-Za-z0-9._:/@-]*$", var.image))
    error_message = "The address of a container image."
  }
}

variable "registry" {
  description = "Log-in of the registry of the image; null when the image is public."
  type = object({
    host     = string
    username = string
    password = string
  })
  default   = null
  sensitive = true
}

variable "port" {
  description = "TCP port on which the servers answer."
  type        = number
  default     = 3000
}

variable "settings" {
  description = "Settings of Maru by the names of the environment variables, secrets included."
  type        = map(string)
  sensitive   = true
}

variable "deletion_protection" {
  description = "Whether the servers refuse to be deleted."
  type        = bool
  default     = false
}
