"""The cloud: Terraform that provisions a zone, the image, drills, and the programs that check all of it here."""
