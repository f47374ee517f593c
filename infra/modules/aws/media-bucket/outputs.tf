output "bucket_name" {
  description = "Name of the bucket: S3_BUCKET."
  value       = aws_s3_bucket.media.id
}

output "endpoint" {
  description = "Address of the store: S3_ENDPOINT."
  value       = "https://s3.${aws_s3_bucket.media.bucket_region}.amazonaws.com"
}

output "region" {
  description = "Region of the bucket: S3_REGION."
  value       = aws_s3_bucket.media.bucket_region
}

output "public_url" {
  description = "Address of the CDN in front of public pictures: S3_PUBLIC_URL."
  value       = "https://${aws_cloudfront_distribution.media.domain_name}"
}

output "policy_arn" {
  description = "Policy that allows what Maru does with the bucket."
  value       = aws_iam_policy.access.arn
}

output "access_key_id" {
  description = "S3_ACCESS_KEY_ID; null without an access key."
  value       = one(aws_iam_access_key.media[*].id)
}

output "secret_access_key" {
  description = "S3_SECRET_ACCESS_KEY; null without an access key."
  value       = one(aws_iam_access_key.media[*].secret)
  sensitive   = true
}
