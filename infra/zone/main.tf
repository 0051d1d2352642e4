# A whole zone. One page of modules; zones differ in their tfvars only.

data "aws_caller_identity" "this" {}

# Who may reach the balancer: CloudFront's own machines, and the edge of custom domains.
data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

locals {
  name = "storefront-${var.zone}"
  size = var.sizes[var.size]
  # Empty where SES is in the zone's own region.
  mail_region = var.mail_region == "" ? var.region : var.mail_region
  namespace   = "Storefront/${var.zone}"
  tags = {
    Product   = "storefront"
    Zone      = var.zone
    Size      = var.size
    ManagedBy = "terraform"
  }
}

module "secrets" {
  source    = "../modules/secrets"
  providers = { aws = aws, aws.refuge = aws.refuge, aws.vault = aws.vault }

  name             = local.name
  tags             = local.tags
  database_address = module.database.address
  database_port    = module.database.port
  database_ca_file = var.database_ca_file
  generation       = var.secrets_generation
  outside_secrets  = var.outside_secrets
}

module "network" {
  source = "../modules/network"

  name                = local.name
  tags                = local.tags
  cidr                = var.network
  availability_zones  = local.size.availability_zones
  nat_gateways        = local.size.nat_gateways
  interface_endpoints = local.size.interface_endpoints
  log_days            = local.size.log_days
  key_arn             = module.secrets.key_arn
}

module "database" {
  source    = "../modules/database"
  providers = { aws = aws, aws.refuge = aws.refuge }

  name                     = local.name
  tags                     = local.tags
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.subnet_ids["data"]
  client_security_group_id = module.service.task_security_group_id
  staff_networks           = var.staff_networks
  instance_class           = local.size.database.instance_class
  storage_gb               = local.size.database.storage_gb
  storage_most_gb          = local.size.database.storage_most_gb
  multi_az                 = local.size.database.multi_az
  replicas                 = local.size.database.replicas
  backup_days              = local.size.database.backup_days
  serves_businesses        = local.size.serves_businesses
  deletion_protection      = var.deletion_protection
  log_days                 = local.size.log_days
  key_arn                  = module.secrets.key_arn
  refuge_key_arn           = module.secrets.refuge_key_arn
}

module "cache" {
  source = "../modules/cache"

  name                     = local.name
  tags                     = local.tags
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.subnet_ids["data"]
  client_security_group_id = module.service.task_security_group_id
  node_type                = local.size.cache.node_type
  nodes                    = local.size.cache.nodes
  key_arn                  = module.secrets.key_arn
}

module "media" {
  source    = "../modules/media"
  providers = { aws = aws, aws.refuge = aws.refuge }

  name            = local.name
  tags            = local.tags
  domain          = var.domain
  dns_zone_id     = module.edge.dns_zone_id
  certificate_arn = module.edge.global_certificate_arn
  web_acl_arn     = module.edge.web_acl_arn
}

module "service" {
  source = "../modules/service"

  name       = local.name
  tags       = local.tags
  vpc_id     = module.network.vpc_id
  cidr       = module.network.cidr
  subnet_ids = module.network.subnet_ids["service"]
  balancer_clients = merge(
    { cloudfront = { prefix_list_id = data.aws_ec2_managed_prefix_list.cloudfront.id } },
    var.custom_domains ? { domains = { security_group_id = module.domains[0].security_group_id } } : {},
  )
  certificate_arn            = module.edge.regional_certificate_arn
  repository_url             = module.delivery.repository_url
  repository_arn             = module.delivery.repository_arn
  release                    = var.release
  domain                     = var.domain
  zone_file                  = var.zone_file
  bucket                     = module.media.bucket
  bucket_arn                 = module.media.bucket_arn
  media_url                  = module.media.url
  cache_url                  = module.cache.url
  admin_database_url         = module.secrets.admin_database_url
  secret_arns                = module.secrets.arns
  master_secret_arn          = module.database.master_secret_arn
  outside_secrets            = var.outside_secrets
  key_arn                    = module.secrets.key_arn
  log_groups                 = module.observability.log_groups
  log_group_arns             = module.observability.log_group_arns
  metrics_namespace          = local.namespace
  client_requests_per_minute = var.client_requests_per_minute
  pool_size                  = local.size.web.pool_size
  web                        = local.size.web
  worker                     = local.size.worker
  trace_ratio                = local.size.trace_ratio
  serves_businesses          = local.size.serves_businesses
  deletion_protection        = var.deletion_protection
}

module "rotation" {
  source = "../modules/rotation"

  name                       = local.name
  tags                       = local.tags
  vpc_id                     = module.network.vpc_id
  cidr                       = module.network.cidr
  subnet_ids                 = module.network.subnet_ids["service"]
  database_security_group_id = module.database.security_group_id
  admin_database_url         = module.secrets.admin_database_url
  master_secret_arn          = module.database.master_secret_arn
  secrets                    = { for name, arn in module.secrets.arns : name => arn if name != "outside" }
  services                   = module.service.renewed_secrets
  cluster_name               = module.service.cluster_name
  repository_url             = module.delivery.repository_url
  release                    = var.release
  log_group                  = module.observability.log_groups["operate"]
  log_group_arn              = module.observability.log_group_arns["operate"]
  key_arn                    = module.secrets.key_arn
  days                       = var.rotation_days
}

module "edge" {
  source    = "../modules/edge"
  providers = { aws = aws, aws.global = aws.global }

  name                   = local.name
  tags                   = local.tags
  domain                 = var.domain
  balancer_arn           = module.service.balancer_arn
  balancer_name          = module.service.balancer_name
  requests_per_5_minutes = var.client_requests_per_minute * 5
  log_days               = local.size.log_days
}

module "domains" {
  source = "../modules/domains"
  count  = var.custom_domains ? 1 : 0

  name                = local.name
  tags                = local.tags
  domain              = var.domain
  dns_zone_id         = module.edge.dns_zone_id
  mail                = sort(var.operators)[0]
  vpc_id              = module.network.vpc_id
  cidr                = module.network.cidr
  public_subnet_ids   = module.network.subnet_ids["public"]
  service_subnet_ids  = module.network.subnet_ids["service"]
  cluster_arn         = module.service.cluster_arn
  balancer_name       = module.service.balancer_name
  repository_url      = module.delivery.repository_url
  repository_arn      = module.delivery.repository_arn
  log_group           = module.observability.log_groups["operate"]
  log_group_arn       = module.observability.log_group_arns["operate"]
  key_arn             = module.secrets.key_arn
  deletion_protection = var.deletion_protection
}

module "mail" {
  source    = "../modules/mail"
  providers = { aws = aws.mail }

  name        = local.name
  tags        = local.tags
  domain      = var.domain
  dns_zone_id = module.edge.dns_zone_id
  reports_to  = sort(var.operators)[0]
}

module "observability" {
  source    = "../modules/observability"
  providers = { aws = aws, aws.mail = aws.mail, aws.global = aws.global }

  name                = local.name
  tags                = local.tags
  account_id          = data.aws_caller_identity.this.account_id
  region              = var.region
  mail_region         = local.mail_region
  namespace           = local.namespace
  mails               = var.operators
  key_arn             = module.secrets.key_arn
  log_days            = local.size.log_days
  budget_usd          = local.size.budget_usd
  balancer_suffix     = module.service.balancer_suffix
  target_group_suffix = module.service.target_group_suffix
  cluster_name        = local.name
  database_identifier = module.database.identifier
  replica_identifiers = module.database.replica_identifiers
  cache_id            = module.cache.id
  certificate_arn     = module.edge.regional_certificate_arn
  distributions       = merge(module.edge.distribution_ids, { media = module.media.distribution_id })
  firewall            = module.edge.firewall_metric
  rotation_function   = module.rotation.function_name
  domains = !var.custom_domains ? null : {
    balancer_suffix       = module.domains[0].balancer_suffix
    target_group_suffixes = module.domains[0].target_group_suffixes
  }
  backlog              = local.size.worker.backlog
  connections_worrying = floor(local.size.database.connections * 0.8)
}

module "delivery" {
  source = "../modules/delivery"

  name                       = local.name
  tags                       = local.tags
  oidc_subject               = var.oidc_subject
  existing_oidc_provider_arn = var.existing_oidc_provider_arn
  role_arns                  = module.service.role_arns
  key_arn                    = module.secrets.key_arn
}
