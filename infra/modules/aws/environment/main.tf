# All that Maru needs in one environment: network, cluster, database, cache, pictures, images, secrets.

locals {
  clients = { cluster = module.cluster.security_group_id }
}

module "network" {
  source       = "../network"
  name         = var.name
  cidr_block   = var.cidr_block
  zone_count   = var.zone_count
  nat_per_zone = var.high_availability
}

module "media" {
  source        = "../media-bucket"
  name          = var.name
  bucket_name   = var.media_bucket_name
  cors_origins  = var.cors_origins
  access_key    = var.media_access_key
  force_destroy = !var.deletion_protection
}

module "registry" {
  source          = "../registry"
  repository_name = var.name
  force_delete    = !var.deletion_protection
}

module "cluster" {
  source              = "../cluster"
  name                = var.name
  kubernetes_version  = var.kubernetes_version
  subnet_ids          = module.network.private_subnet_ids
  api_cidr_blocks     = var.api_cidr_blocks
  admin_role_arns     = var.admin_role_arns
  deletion_protection = var.deletion_protection

  pod_identities = {
    maru = {
      namespace       = "maru"
      service_account = "maru"
      policy_arns     = { media = module.media.policy_arn }
    }
    external-secrets = {
      namespace       = "external-secrets"
      service_account = "external-secrets"
      policy_arns     = { settings = aws_iam_policy.settings.arn }
    }
  }
}

module "database" {
  source                    = "../database"
  name                      = var.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  client_security_group_ids = local.clients
  instance_class            = var.database_instance_class
  storage_gib               = var.database_storage_gib
  max_storage_gib           = var.database_max_storage_gib
  multi_az                  = var.high_availability
  backup_days               = var.backup_days
  deletion_protection       = var.deletion_protection
  final_snapshot            = var.final_snapshot
  password                  = ephemeral.aws_secretsmanager_random_password.database.random_password
  password_version          = var.secrets_version
}

module "cache" {
  source                    = "../cache"
  name                      = var.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  client_security_group_ids = local.clients
  node_type                 = var.cache_node_type
  node_count                = var.high_availability ? 2 : 1
  auth_token                = ephemeral.aws_secretsmanager_random_password.cache.random_password
  auth_token_version        = var.secrets_version
}
