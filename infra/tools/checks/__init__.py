"""What `make infra-test` tries, by what is tried. Each check answers with what it covered, or raises CheckFailed."""
