terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "ncp/k8s/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    ncloud = {
      source  = "NaverCloudPlatform/ncloud"
      version = "4.0.5"
    }
  }
}

# NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY come from the environment.
provider "ncloud" {
  region      = var.region
  site        = "public"
  support_vpc = true
}

module "network" {
  source     = "../../../modules/ncp/network"
  name       = "maru"
  cidr_block = "10.40.0.0/16"
  zone       = var.zone
}

module "cluster" {
  source               = "../../../modules/ncp/cluster"
  name                 = "maru"
  zone                 = var.zone
  vpc_no               = module.network.vpc_no
  subnet_no            = module.network.private_subnet_no
  lb_private_subnet_no = module.network.lb_private_subnet_no
  lb_public_subnet_no  = module.network.lb_public_subnet_no
  kubernetes_version   = var.kubernetes_version
  login_key_name       = var.login_key_name
  api_cidr_blocks      = var.api_cidr_blocks
  admin_nrns           = var.admin_nrns
  kms_key_tag          = var.kms_key_tag
  min_nodes            = var.min_nodes
  max_nodes            = var.max_nodes
  deletion_protection  = var.deletion_protection
}

module "database" {
  source              = "../../../modules/ncp/database"
  name                = "maru"
  vpc_no              = module.network.vpc_no
  subnet_no           = module.network.private_subnet_no
  client_cidr         = module.network.private_cidr
  password            = var.database_password
  product_code        = var.database_product_code
  engine_version_code = var.database_version_code
  high_availability   = true
  backup_days         = 30
}

module "media" {
  source      = "../../../modules/ncp/bucket"
  bucket_name = var.media_bucket_name
}

module "images" {
  source      = "../../../modules/ncp/bucket"
  bucket_name = var.images_bucket_name
}

module "registry" {
  source      = "../../../modules/ncp/registry"
  name        = var.registry_name
  bucket_name = module.images.bucket_name
}
