output "name_servers" {
  description = "What the domain's parent must point to."
  value       = module.edge.name_servers
}

output "cluster" {
  description = "The cluster, for the runbook's commands."
  value       = module.service.cluster_name
}

output "network_configuration" {
  description = "Where one-off tasks run, as `aws ecs run-task --network-configuration` takes it."
  value = jsonencode({ awsvpcConfiguration = {
    subnets        = module.network.subnet_ids["service"]
    securityGroups = [module.service.task_security_group_id]
    assignPublicIp = "DISABLED"
  } })
}

output "repository" {
  description = "Where images are pushed to."
  value       = module.delivery.repository_url
}

output "delivery_role" {
  description = "The role that the build service assumes."
  value       = module.delivery.role_arn
}

output "database" {
  description = "The database's name, for restores."
  value       = module.database.identifier
}

output "media_bucket" {
  description = "Where pictures are, and where their copies are."
  value       = { here = module.media.bucket, refuge = module.media.copies_bucket }
}

output "smtp" {
  description = "The mail server, and the user for whom a key is made by hand."
  value       = { host = module.mail.smtp_host, user = module.mail.smtp_user }
}

output "custom_domains" {
  description = "What shops' own domains point to."
  value       = one(module.domains[*]) == null ? null : { host = module.domains[0].host, addresses = module.domains[0].addresses }
}

output "distributions" {
  description = "CloudFront's distributions, for clearing them by hand."
  value       = merge(module.edge.distribution_ids, { media = module.media.distribution_id })
}
