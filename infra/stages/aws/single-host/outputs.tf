output "address" {
  description = "Fixed public IPv4 address: where the DNS name points."
  value       = module.host.address
}

output "instance_id" {
  description = "Id of the server: aws ssm start-session --target …"
  value       = module.host.instance_id
}
