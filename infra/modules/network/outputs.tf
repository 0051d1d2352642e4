output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "The network's addresses."
  value       = aws_vpc.this.cidr_block
}

output "subnet_ids" {
  description = "The subnets of each tier: public, service, data."
  value = {
    for tier in keys(local.tiers) : tier => [for number in range(var.availability_zones) : aws_subnet.this["${tier}-${number}"].id]
  }
}

output "nat_addresses" {
  description = "Where the zone's own requests come from, for other services' lists of allowed addresses."
  value       = [for address in aws_eip.nat : address.public_ip]
}
