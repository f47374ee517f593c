output "cluster_uuid" {
  description = "Id of the cluster: ncp-iam-authenticator update-kubeconfig --clusterUuid …"
  value       = module.cluster.uuid
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.endpoint
}

output "database_host" {
  description = "Host name of the database inside the VPC."
  value       = module.database.host
}

output "database_url" {
  description = "DATABASE_URL."
  value       = module.database.url
  sensitive   = true
}

output "image_registry" {
  description = "Host name of the registry: docker login …"
  value       = module.registry.host
}

output "settings" {
  description = "Settings that are no secrets, for the chart."
  value = {
    S3_ENDPOINT         = "https://kr.object.ncloudstorage.com"
    S3_REGION           = "kr-standard"
    S3_BUCKET           = module.media.bucket_name
    S3_FORCE_PATH_STYLE = "true"
  }
}
