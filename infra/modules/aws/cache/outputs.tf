output "host" {
  description = "Name of the host that takes writes."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "port" {
  description = "TCP port."
  value       = aws_elasticache_replication_group.this.port
}
