bucket = "storefront-terraform-rwanda"
key    = "zone.tfstate"
region = "af-south-1"
