output "url" {
  description = "DATABASE_URL."
  value       = "postgres://${var.username}:${urlencode(var.password)}@${local.primary.private_domain}:5432/${var.database_name}"
  sensitive   = true
}

output "host" {
  description = "Host name inside the VPC."
  value       = local.primary.private_domain
}
