mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name               = "storefront-test"
  tags               = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain             = "shops.example.my"
  dns_zone_id        = "Z0123456789"
  mail               = "zone@example.my"
  vpc_id             = "vpc-0123456789abcdef0"
  cidr               = "10.60.0.0/16"
  public_subnet_ids  = ["subnet-1", "subnet-2"]
  service_subnet_ids = ["subnet-3", "subnet-4"]
  cluster_arn        = "arn:aws:ecs:ap-southeast-5:123456789012:cluster/storefront-test"
  balancer_name      = "internal-storefront-test.ap-southeast-5.elb.amazonaws.com"
  repository_url     = "123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/storefront-test"
  repository_arn     = "arn:aws:ecr:ap-southeast-5:123456789012:repository/storefront-test"
  log_group          = "/operate"
  log_group_arn      = "arn:aws:logs:ap-southeast-5:123456789012:log-group:/operate"
  key_arn            = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "certificates_for_verified_hosts_only" {
  command = plan

  module {
    source = "../modules/domains"
  }

  override_resource {
    target          = aws_security_group.balancer
    values          = { id = "sg-0000000000000000b" }
    override_during = plan
  }

  override_resource {
    target          = aws_security_group.edge
    values          = { id = "sg-0000000000000000e" }
    override_during = plan
  }

  assert {
    condition = alltrue([for line in ["ask https://app.shops.example.my/-/serves", "reverse_proxy https://app.shops.example.my {"] :
      strcontains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment[0].value, line)
    ])
    error_message = "The application is asked for every name, by a name that its certificate holds."
  }

  assert {
    condition     = aws_route53_record.application.name == "app.shops.example.my" && aws_route53_record.application.records == toset([var.balancer_name])
    error_message = "That name leads to the balancer inside, not to CloudFront."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].readonlyRootFilesystem
    error_message = "Its root can not be written."
  }

  assert {
    condition     = aws_efs_file_system.this.encrypted && one(aws_ecs_task_definition.this.volume).efs_volume_configuration[0].transit_encryption == "ENABLED"
    error_message = "Certificates' keys are encrypted at rest and under way."
  }

  assert {
    condition     = aws_ecs_service.this.desired_count == 2 && !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "Two of them, none with a public address."
  }

  assert {
    condition     = length(aws_eip.this) == 2 && aws_lb.this.load_balancer_type == "network"
    error_message = "Addresses that stay, for bare domains."
  }

  assert {
    condition = {
      for name, rule in aws_vpc_security_group_ingress_rule.balancer : name => [rule.cidr_ipv4, rule.from_port, rule.to_port, rule.security_group_id]
      } == {
      http  = ["0.0.0.0/0", 80, 80, aws_security_group.balancer.id]
      https = ["0.0.0.0/0", 443, 443, aws_security_group.balancer.id]
    }
    error_message = "Anybody reaches the balancer where it listens, and nowhere else."
  }

  assert {
    condition     = aws_lb.this.security_groups == toset([aws_security_group.balancer.id]) && { for name, listener in aws_lb_listener.this : name => listener.port } == { http = 80, https = 443 }
    error_message = "The group whose door is open is the listening balancer's."
  }

  assert {
    condition = alltrue(flatten([
      for name, inside in { http = 8080, https = 8443 } : [
        aws_lb_target_group.this[name].port == inside,
        aws_vpc_security_group_egress_rule.balancer[name].from_port == inside && aws_vpc_security_group_egress_rule.balancer[name].to_port == inside,
        aws_vpc_security_group_egress_rule.balancer[name].security_group_id == aws_security_group.balancer.id,
        aws_vpc_security_group_egress_rule.balancer[name].referenced_security_group_id == aws_security_group.edge.id,
        aws_vpc_security_group_ingress_rule.edge[name].from_port == inside && aws_vpc_security_group_ingress_rule.edge[name].to_port == inside,
        aws_vpc_security_group_ingress_rule.edge[name].security_group_id == aws_security_group.edge.id,
        aws_vpc_security_group_ingress_rule.edge[name].referenced_security_group_id == aws_security_group.balancer.id,
        aws_vpc_security_group_ingress_rule.edge[name].cidr_ipv4 == null,
      ]
    ]))
    error_message = "Tasks take what the balancer hands on, and nothing from anybody else."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : group.preserve_client_ip == "true"])
    error_message = "The visitor's address is known."
  }

  assert {
    condition     = aws_lb.this.tags["Zone"] == "test" && aws_efs_file_system.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}

run "a_zone_in_its_refuge_has_names_that_fit" {
  command = plan

  module {
    source = "../modules/domains"
  }

  variables {
    name = "storefront-malaysia-refuge"
  }

  assert {
    condition     = alltrue([for name in concat([aws_lb.this.name], [for group in aws_lb_target_group.this : group.name]) : length(name) <= 32 && startswith(name, "storefront-malaysia-refuge-")])
    error_message = "Names of balancers and target groups end at 32 characters."
  }
}
