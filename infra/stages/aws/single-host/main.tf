terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "aws/single-host/terraform.tfstate"
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
    tags = { project = "maru", stage = "single-host" }
  }
}

module "network" {
  source          = "../../../modules/aws/network"
  name            = "maru-host"
  cidr_block      = "10.30.0.0/16"
  zone_count      = 1
  private_subnets = false
}

module "host" {
  source        = "../../../modules/aws/host"
  name          = "maru-host"
  vpc_id        = module.network.vpc_id
  subnet_id     = module.network.public_subnet_ids[0]
  zone          = module.network.zones[0]
  instance_type = var.instance_type
  data_gib      = var.data_gib
  repository    = var.repository
  release       = var.release
  domain        = var.domain
  admin_email   = var.admin_email
  settings      = var.settings
}
