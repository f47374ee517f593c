terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "ncp/staging/terraform.tfstate"
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
  name       = "maru-staging"
  cidr_block = "10.50.0.0/16"
  zone       = var.zone
}

module "database" {
  source            = "../../../modules/ncp/database"
  name              = "maru-staging"
  vpc_no            = module.network.vpc_no
  subnet_no         = module.network.private_subnet_no
  client_cidr       = module.network.private_cidr
  password          = var.database_password
  high_availability = false
  backup_days       = 1
}

module "media" {
  source      = "../../../modules/ncp/bucket"
  bucket_name = var.media_bucket_name
}

module "servers" {
  source         = "../../../modules/ncp/servers"
  name           = "maru-staging"
  vpc_no         = module.network.vpc_no
  subnet_no      = module.network.private_subnet_no
  client_cidr    = module.network.lb_public_cidr
  server_count   = var.server_count
  spec_code      = var.spec_code
  login_key_name = var.login_key_name
  image          = var.image
  registry       = var.registry
  settings = merge(var.secret_settings, {
    DATABASE_URL        = module.database.url
    PUBLIC_URL          = "https://${var.domain}"
    TRUSTED_PROXIES     = module.network.lb_public_cidr
    S3_ENDPOINT         = "https://kr.object.ncloudstorage.com"
    S3_REGION           = "kr-standard"
    S3_BUCKET           = module.media.bucket_name
    S3_FORCE_PATH_STYLE = "true"
  })
}

module "load_balancer" {
  source         = "../../../modules/ncp/load-balancer"
  name           = "maru-staging"
  vpc_no         = module.network.vpc_no
  subnet_no      = module.network.lb_public_subnet_no
  server_nos     = module.servers.server_nos
  port           = module.servers.port
  certificate_no = var.certificate_no
}
