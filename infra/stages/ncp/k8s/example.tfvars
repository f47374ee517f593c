kubernetes_version = "1.33"
login_key_name     = "maru"
api_cidr_blocks    = ["203.0.113.0/24"]
admin_nrns         = ["nrn:PUB:IAM::1234567:User/operators"]
kms_key_tag        = "0123456789abcdef"
media_bucket_name  = "example-maru-media"
images_bucket_name = "example-maru-images"
registry_name      = "example-maru"
