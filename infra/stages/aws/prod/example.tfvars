media_bucket_name = "example-maru-prod-media"
api_cidr_blocks   = ["203.0.113.0/24"]
cors_origins      = ["https://maru.example"]

admin_role_arns = {
  operators = "arn:aws:iam::123456789012:role/operators"
}
