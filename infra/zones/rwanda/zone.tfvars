# Rwanda's zone: a first hundred coffee, tea and craft exporters.
zone          = "rwanda"
size          = "pilot"
region        = "af-south-1" # Cape Town, the nearest
refuge_region = "eu-west-1"  # Ireland
domain        = "shops.example.rw"
network       = "10.61.0.0/16"
release       = "0.1.0"
zone_file     = "/app/zones/rwanda.toml"

operators    = ["zone@example.rw"]
oidc_subject = "repo:example/storefront:environment:rwanda"
