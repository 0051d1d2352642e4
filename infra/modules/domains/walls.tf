# Who reaches whom: shoppers the balancer, the balancer the edge, the edge its files and the application.

locals {
  ports = { http = { outside = 80, inside = 8080 }, https = { outside = 443, inside = 8443 } }
}

resource "aws_security_group" "balancer" {
  name        = "${var.name}-domains-balancer"
  description = "The balancer before the edge of shops' own domains"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-domains-balancer" })
}

# The one thing of the zone that the whole internet may reach directly; what is behind it ends TLS and holds no data of
# shops.
resource "aws_vpc_security_group_ingress_rule" "balancer" {
  #checkov:skip=CKV_AWS_260:Port 80 is the proof of a certificate and the redirect to HTTPS
  for_each = local.ports

  security_group_id = aws_security_group.balancer.id
  description       = "${each.key} from shoppers"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value.outside
  to_port           = each.value.outside
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  for_each = local.ports

  security_group_id            = aws_security_group.balancer.id
  description                  = "${each.key} to the edge, and its probe"
  referenced_security_group_id = aws_security_group.edge.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.inside
  to_port                      = each.value.inside
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_security_group" "edge" {
  name        = "${var.name}-domains"
  description = "The edge of shops' own domains"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-domains" })
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  for_each = local.ports

  security_group_id            = aws_security_group.edge.id
  description                  = "${each.key} from the balancer"
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.inside
  to_port                      = each.value.inside
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "edge" {
  for_each = {
    https = { port = 443, cidr = "0.0.0.0/0" } # certificate authorities, and the balancer
    files = { port = 2049, cidr = var.cidr }
  }

  security_group_id = aws_security_group.edge.id
  description       = each.key
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
