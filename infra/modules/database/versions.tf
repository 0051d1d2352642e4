terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # The other region, where copies are kept.
      configuration_aliases = [aws.refuge]
    }
  }
}
