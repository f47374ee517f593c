terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "aws/prod/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { project = "maru", stage = "prod" }
  }
}

module "environment" {
  source                   = "../../../modules/aws/environment"
  name                     = "maru-prod"
  cidr_block               = "10.10.0.0/16"
  zone_count               = 3
  high_availability        = true
  deletion_protection      = var.deletion_protection
  final_snapshot           = true
  kubernetes_version       = var.kubernetes_version
  api_cidr_blocks          = var.api_cidr_blocks
  admin_role_arns          = var.admin_role_arns
  media_bucket_name        = var.media_bucket_name
  cors_origins             = var.cors_origins
  database_instance_class  = var.database_instance_class
  database_storage_gib     = 100
  database_max_storage_gib = 1000
  backup_days              = 30
  cache_node_type          = var.cache_node_type
  secrets_version          = var.secrets_version
}
