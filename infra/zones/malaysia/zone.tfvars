# Malaysia's zone: 1,972 businesses at its opening.
zone          = "malaysia"
size          = "launch"
region        = "ap-southeast-5" # Kuala Lumpur: the personal data act's shortest road
refuge_region = "ap-southeast-1" # Singapore
mail_region   = "ap-southeast-1"
domain        = "shops.example.my"
network       = "10.60.0.0/16"
release       = "0.1.0"

operators        = ["zone@example.my"]
oidc_subject     = "repo:example/storefront:environment:malaysia"
database_ca_file = "/etc/storefront/trust/rds.pem"
custom_domains   = true
