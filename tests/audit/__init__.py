"""What `make audit` asks of every page of the demo's three themes: it takes a while and needs Node."""
