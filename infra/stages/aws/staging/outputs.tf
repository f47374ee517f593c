output "cluster_name" {
  description = "Name of the cluster: aws eks update-kubeconfig --name …"
  value       = module.environment.cluster_name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.environment.cluster_endpoint
}

output "pod_role_arns" {
  description = "Roles of Maru's pods and of External Secrets."
  value       = module.environment.pod_role_arns
}

output "image_repository" {
  description = "Repository of images."
  value       = module.environment.image_repository
}

output "settings_secret" {
  description = "Name of the secret that holds the secret settings as JSON."
  value       = module.environment.settings_secret
}

output "settings" {
  description = "Settings that are no secrets, for the chart."
  value       = module.environment.settings
}
