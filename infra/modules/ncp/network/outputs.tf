output "vpc_no" {
  description = "Number of the VPC."
  value       = ncloud_vpc.this.vpc_no

  # Whoever lives in the network needs its way out, too.
  depends_on = [ncloud_route.nat]
}

output "private_subnet_no" {
  description = "Number of the private subnet, for servers, nodes and databases."
  value       = ncloud_subnet.this["private"].id
}

output "private_cidr" {
  description = "Range of the private subnet."
  value       = ncloud_subnet.this["private"].subnet
}

output "lb_public_subnet_no" {
  description = "Number of the subnet of public load balancers."
  value       = ncloud_subnet.this["lb-public"].id
}

output "lb_public_cidr" {
  description = "Range of the subnet of public load balancers."
  value       = ncloud_subnet.this["lb-public"].subnet
}

output "lb_private_subnet_no" {
  description = "Number of the subnet of private load balancers."
  value       = ncloud_subnet.this["lb-private"].id
}
