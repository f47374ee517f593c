output "cluster_name" {
  description = "Name of the cluster: aws eks update-kubeconfig --name …"
  value       = module.cluster.name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.endpoint
}

output "pod_role_arns" {
  description = "Roles of Maru's pods and of External Secrets."
  value       = module.cluster.pod_role_arns
}

output "image_repository" {
  description = "Repository of images in the registry of this environment."
  value       = module.registry.repository_url
}

output "settings_secret" {
  description = "Name of the secret in Secrets Manager that holds the secret settings as JSON."
  value       = aws_secretsmanager_secret.settings.name
}

output "settings" {
  description = "Settings that are no secrets, by the names of the environment variables."
  value = {
    S3_ENDPOINT         = module.media.endpoint
    S3_REGION           = module.media.region
    S3_BUCKET           = module.media.bucket_name
    S3_PUBLIC_URL       = module.media.public_url
    S3_FORCE_PATH_STYLE = "false"
  }
}
