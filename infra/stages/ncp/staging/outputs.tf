output "load_balancer" {
  description = "Host name of the load balancer: where the CNAME record points."
  value       = module.load_balancer.domain
}

output "database_host" {
  description = "Host name of the database inside the VPC."
  value       = module.database.host
}
