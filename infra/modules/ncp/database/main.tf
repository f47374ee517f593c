# Cloud DB for PostgreSQL in the private subnet, open to that subnet only.

resource "ncloud_postgresql" "this" {
  service_name       = var.name
  server_name_prefix = var.name
  vpc_no             = var.vpc_no
  subnet_no          = var.subnet_no

  user_name     = var.username
  user_password = var.password
  database_name = var.database_name
  client_cidr   = var.client_cidr

  product_code        = var.product_code
  engine_version_code = var.engine_version_code
  storage_encryption  = true

  ha                           = var.high_availability
  backup                       = true
  automatic_backup             = true
  backup_file_retention_period = var.backup_days
}

resource "ncloud_access_control_group_rule" "this" {
  access_control_group_no = ncloud_postgresql.this.access_control_group_no_list[0]

  inbound {
    protocol    = "TCP"
    ip_block    = var.client_cidr
    port_range  = "5432"
    description = "Maru"
  }
}

locals {
  primary = one([for server in ncloud_postgresql.this.postgresql_server_list : server if server.server_role == "M"])
}
