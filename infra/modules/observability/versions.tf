terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # The region that mail goes out from, and the one that CloudFront and its firewall count in: metrics are there, and
      # an alarm hears and tells in its own region only.
      configuration_aliases = [aws.mail, aws.global]
    }
  }
}
