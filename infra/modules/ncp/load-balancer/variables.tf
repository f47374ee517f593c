variable "name" {
  description = "Name of the load balancer and its target group."
  type        = string
}

variable "vpc_no" {
  description = "Number of the VPC."
  type        = string
}

variable "subnet_no" {
  description = "Number of a public subnet for load balancers."
  type        = string
}

variable "server_nos" {
  description = "Numbers of the servers behind it."
  type        = list(string)
}

variable "port" {
  description = "TCP port on which the servers answer."
  type        = number
}

variable "certificate_no" {
  description = "Number of the certificate in Certificate Manager."
  type        = string
}
