# The balancer before the edge, which carries TLS through.

# Addresses that stay, since a bare domain can point to an address only.
resource "aws_eip" "this" {
  #checkov:skip=CKV2_AWS_19:The network balancer holds them
  count = length(var.public_subnet_ids)

  domain = "vpc"
  tags   = merge(var.tags, { Name = "${var.name}-domains-${count.index}" })
}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_91:Connections of shoppers are not kept
  #checkov:skip=CKV2_AWS_20:It carries TLS through to Caddy, which redirects port 80 itself
  #checkov:skip=CKV_AWS_150:Deletion protection is on; it is a variable for the one apply before a zone is taken down
  #checkov:skip=CKV2_AWS_28:A network balancer takes no firewall; the application's own limits hold here
  name                             = "${var.name}-own"
  load_balancer_type               = "network"
  internal                         = false
  security_groups                  = [aws_security_group.balancer.id]
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.deletion_protection
  tags                             = merge(var.tags, { Name = "${var.name}-domains" })

  dynamic "subnet_mapping" {
    for_each = var.public_subnet_ids

    content {
      subnet_id     = subnet_mapping.value
      allocation_id = aws_eip.this[subnet_mapping.key].id
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = local.ports

  name                 = "${var.name}-${each.key}"
  port                 = each.value.inside
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  preserve_client_ip   = true
  deregistration_delay = 60
  tags                 = merge(var.tags, { Name = "${var.name}-domains-${each.key}" })

  health_check {
    protocol = "TCP"
    interval = 10
  }
}

resource "aws_lb_listener" "this" {
  #checkov:skip=CKV_AWS_2:TLS is carried through and ends in Caddy
  #checkov:skip=CKV_AWS_103:Caddy speaks TLS 1.2 and 1.3 only
  for_each = local.ports

  load_balancer_arn = aws_lb.this.arn
  port              = each.value.outside
  protocol          = "TCP"
  tags              = merge(var.tags, { Name = "${var.name}-domains-${each.key}" })

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}
