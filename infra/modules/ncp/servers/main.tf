# Servers without public addresses that run Maru's image; only the load balancer reaches them.

data "ncloud_server_image_numbers" "ubuntu" {
  server_image_name = var.image_name

  filter {
    name   = "hypervisor_type"
    values = ["KVM"]
  }
}

resource "ncloud_access_control_group" "this" {
  name        = "${var.name}-servers"
  description = "Servers of ${var.name}"
  vpc_no      = var.vpc_no
}

resource "ncloud_access_control_group_rule" "this" {
  access_control_group_no = ncloud_access_control_group.this.id

  inbound {
    protocol    = "TCP"
    ip_block    = var.client_cidr
    port_range  = tostring(var.port)
    description = "Load balancer"
  }

  outbound {
    protocol    = "TCP"
    ip_block    = "0.0.0.0/0"
    port_range  = "1-65535"
    description = "Packages, images, mail, pictures, database"
  }

  outbound {
    protocol    = "UDP"
    ip_block    = "0.0.0.0/0"
    port_range  = "1-65535"
    description = "Names and time"
  }
}

resource "ncloud_init_script" "this" {
  name        = "${var.name}-servers"
  description = "Starts Maru on a new server"
  content = templatefile("${path.module}/init.sh.tftpl", {
    image    = var.image
    port     = var.port
    registry = var.registry
    settings = var.settings
  })
}

resource "ncloud_network_interface" "this" {
  count                 = var.server_count
  name                  = "${var.name}-${count.index + 1}"
  subnet_no             = var.subnet_no
  access_control_groups = [ncloud_access_control_group.this.id]
}

resource "ncloud_server" "this" {
  count                         = var.server_count
  name                          = "${var.name}-${count.index + 1}"
  subnet_no                     = var.subnet_no
  server_image_number           = data.ncloud_server_image_numbers.ubuntu.image_number_list[0].server_image_number
  server_spec_code              = var.spec_code
  login_key_name                = var.login_key_name
  init_script_no                = ncloud_init_script.this.id
  is_protect_server_termination = var.deletion_protection

  network_interface {
    network_interface_no = ncloud_network_interface.this[count.index].id
    order                = 0
  }

  depends_on = [ncloud_access_control_group_rule.this]
}
