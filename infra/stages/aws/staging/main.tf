terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "aws/staging/terraform.tfstate"
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
    tags = { project = "maru", stage = "staging" }
  }
}

# The same parts as prod, as small as they come.
module "environment" {
  source                   = "../../../modules/aws/environment"
  name                     = "maru-staging"
  cidr_block               = "10.20.0.0/16"
  zone_count               = 2
  high_availability        = false
  deletion_protection      = var.deletion_protection
  final_snapshot           = false
  kubernetes_version       = var.kubernetes_version
  api_cidr_blocks          = var.api_cidr_blocks
  admin_role_arns          = var.admin_role_arns
  media_bucket_name        = var.media_bucket_name
  cors_origins             = var.cors_origins
  database_instance_class  = "db.t4g.micro"
  database_storage_gib     = 20
  database_max_storage_gib = 50
  backup_days              = 1
  cache_node_type          = "cache.t4g.micro"
  secrets_version          = var.secrets_version
}
