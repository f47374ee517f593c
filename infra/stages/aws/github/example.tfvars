repository        = "example/maru"
state_bucket_name = "example-maru-terraform"
