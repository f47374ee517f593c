output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, one per zone."
  value       = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, one per zone; empty without private subnets."
  value       = aws_subnet.private[*].id
}

output "zones" {
  description = "Names of the availability zones, in the order of the subnets."
  value       = local.zones
}
