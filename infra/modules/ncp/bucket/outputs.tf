output "bucket_name" {
  description = "Name of the bucket."
  value       = ncloud_objectstorage_bucket_acl.private.bucket_name
}
