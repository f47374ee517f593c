# A private subnet with a way out for servers and nodes, and subnets for load balancers.

resource "ncloud_vpc" "this" {
  name            = var.name
  ipv4_cidr_block = var.cidr_block
}

locals {
  subnets = {
    private    = { index = 1, type = "PRIVATE", usage = "GEN" }
    nat        = { index = 2, type = "PUBLIC", usage = "NATGW" }
    lb-public  = { index = 3, type = "PUBLIC", usage = "LOADB" }
    lb-private = { index = 4, type = "PRIVATE", usage = "LOADB" }
  }
}

resource "ncloud_subnet" "this" {
  for_each       = local.subnets
  name           = "${var.name}-${each.key}"
  vpc_no         = ncloud_vpc.this.id
  zone           = var.zone
  subnet         = cidrsubnet(var.cidr_block, 8, each.value.index)
  network_acl_no = ncloud_vpc.this.default_network_acl_no
  subnet_type    = each.value.type
  usage_type     = each.value.usage
}

resource "ncloud_nat_gateway" "this" {
  name      = "${var.name}-nat"
  vpc_no    = ncloud_vpc.this.id
  subnet_no = ncloud_subnet.this["nat"].id
  zone      = var.zone
}

resource "ncloud_route" "nat" {
  route_table_no         = ncloud_vpc.this.default_private_route_table_no
  destination_cidr_block = "0.0.0.0/0"
  target_type            = "NATGW"
  target_name            = ncloud_nat_gateway.this.name
  target_no              = ncloud_nat_gateway.this.id
}
