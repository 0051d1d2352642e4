bucket = "storefront-terraform-malaysia"
key    = "zone.tfstate"
region = "ap-southeast-5"
