variable "region" {
  description = "AWS region."
  type        = string
  default     = "ap-northeast-2"
}

variable "domain" {
  description = "Host name under which clients reach Maru; its DNS record points to the output address."
  type        = string
}

variable "repository" {
  description = "Address of the git repository with docker-compose.yml, without credentials."
  type        = string
}

variable "release" {
  description = "Tag or branch of that repository that runs."
  type        = string
}

variable "admin_email" {
  description = "Address of the first superuser, and of mails about the certificate."
  type        = string
}

variable "settings" {
  description = "Further settings that are no secrets, by the names that docker-compose.yml reads, such as MARU_MAIL_FROM."
  type        = map(string)
  default     = {}
}

variable "instance_type" {
  description = "Size of the server; an ARM type."
  type        = string
  default     = "t4g.medium"

  validation {
    condition     = can(regex("^[a-z]+[0-9]+g[a-z]*\\.", var.instance_type))
    error_message = "An ARM type, such as t4g.medium or c8g.large."
  }
}

variable "data_gib" {
  description = "Size of the data volume in GiB: database and pictures."
  type        = number
  default     = 40
}
