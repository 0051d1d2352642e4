terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # The other region, where copies are kept; and this region once more, for the passwords alone: Terraform's tests
      # can not invent ephemeral values, so there a provider that is never asked stands in its place.
      configuration_aliases = [aws.refuge, aws.vault]
    }
  }
}
