output "server_nos" {
  description = "Numbers of the servers, for the load balancer."
  value       = ncloud_server.this[*].instance_no
}

output "port" {
  description = "TCP port on which the servers answer."
  value       = var.port
}
