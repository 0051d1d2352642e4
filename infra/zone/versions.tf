terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Which bucket: zones/NAME/backend.hcl. The state is locked by a file of its own in the bucket.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}
