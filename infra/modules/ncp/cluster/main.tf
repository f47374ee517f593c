# Kubernetes with nodes in the private subnet; their number follows the load.

locals {
  hypervisor = "KVM"
}

data "ncloud_nks_versions" "this" {
  hypervisor_code = local.hypervisor

  filter {
    name   = "value"
    values = ["^${replace(var.kubernetes_version, ".", "[.]")}[.]"]
    regex  = true
  }
}

data "ncloud_nks_server_images" "ubuntu" {
  hypervisor_code = local.hypervisor

  filter {
    name   = "label"
    values = [var.node_image]
    regex  = true
  }
}

data "ncloud_nks_server_products" "node" {
  software_code = data.ncloud_nks_server_images.ubuntu.images[0].value
  zone          = var.zone

  filter {
    name   = "product_type"
    values = ["STAND"]
  }

  filter {
    name   = "cpu_count"
    values = [tostring(var.node_cpus)]
  }

  filter {
    name   = "memory_size"
    values = ["${var.node_memory_gb}GB"]
  }
}

resource "ncloud_nks_cluster" "this" {
  name                 = var.name
  hypervisor_code      = local.hypervisor
  cluster_type         = var.cluster_type
  k8s_version          = data.ncloud_nks_versions.this.versions[0].value
  login_key_name       = var.login_key_name
  zone                 = var.zone
  vpc_no               = var.vpc_no
  subnet_no_list       = [var.subnet_no]
  lb_private_subnet_no = var.lb_private_subnet_no
  lb_public_subnet_no  = var.lb_public_subnet_no
  kube_network_plugin  = "cilium"
  public_network       = false
  return_protection    = var.deletion_protection
  kms_key_tag          = var.kms_key_tag
  auth_type            = "API"

  ip_acl_default_action = "deny"

  dynamic "ip_acl" {
    for_each = var.api_cidr_blocks
    content {
      action  = "allow"
      address = ip_acl.value
    }
  }

  dynamic "access_entries" {
    for_each = var.admin_nrns
    content {
      entry = access_entries.value

      policies {
        type  = "NKSClusterAdminPolicy"
        scope = "cluster"
      }
    }
  }

  log {
    audit = true
  }
}

resource "ncloud_nks_node_pool" "this" {
  cluster_uuid     = ncloud_nks_cluster.this.uuid
  node_pool_name   = "maru"
  k8s_version      = ncloud_nks_cluster.this.k8s_version
  software_code    = data.ncloud_nks_server_images.ubuntu.images[0].value
  server_spec_code = data.ncloud_nks_server_products.node.products[0].value
  storage_size     = var.node_storage_gb
  subnet_no_list   = [var.subnet_no]

  autoscale {
    enabled = true
    min     = var.min_nodes
    max     = var.max_nodes
  }
}
