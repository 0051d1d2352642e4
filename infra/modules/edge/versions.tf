terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # The region in which CloudFront wants its certificates, firewalls and logs.
      configuration_aliases = [aws.global]
    }
  }
}
