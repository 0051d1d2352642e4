"""Programs around the Terraform: checks, prices, the diagram, the bill of materials."""
