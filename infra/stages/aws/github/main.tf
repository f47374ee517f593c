terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is given at init: see infra/terraform.sh.
  backend "s3" {
    key          = "aws/github/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { project = "maru", stage = "github" }
  }
}

module "github" {
  source            = "../../../modules/aws/github-access"
  name              = "maru"
  repository        = var.repository
  state_bucket_name = var.state_bucket_name
}
