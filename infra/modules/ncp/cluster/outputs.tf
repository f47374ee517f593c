output "uuid" {
  description = "Id of the cluster: ncp-iam-authenticator update-kubeconfig --clusterUuid …"
  value       = ncloud_nks_cluster.this.uuid
}

output "endpoint" {
  description = "Address of the Kubernetes API."
  value       = ncloud_nks_cluster.this.endpoint
}
