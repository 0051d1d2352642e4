# Each alarm says what it means and where the mend is written. Nothing here wakes anybody without a thing to do.

locals {
  balancer = { LoadBalancer = var.balancer_suffix }
  targets  = { LoadBalancer = var.balancer_suffix, TargetGroup = var.target_group_suffix }
  database = { DBInstanceIdentifier = var.database_identifier }
  gigabyte = 1073741824

  alarms = merge(
    {
      answers-failing = {
        says      = "More than ten answers a minute are errors: see the runbook, bad deploy."
        namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.balancer
        statistic = "Sum", period = 60, times = 3, over = 10, missing = "notBreaching"
      }
      pages-slow = {
        says      = "One page in a hundred takes more than a second: see the runbook, hot tenant."
        namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.balancer
        statistic = "p99", period = 300, times = 3, over = 1, missing = "notBreaching"
      }
      web-unhealthy = {
        says      = "A web task does not answer its probe: see the runbook, bad deploy."
        namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = local.targets
        statistic = "Maximum", period = 60, times = 5, over = 0, missing = "breaching"
      }
      web-at-its-most = {
        says      = "Every web task that may run is busy: raise web.most, or see the runbook, hot tenant."
        namespace = "AWS/ECS", metric = "CPUUtilization", dimensions = { ClusterName = var.cluster_name, ServiceName = "web" }
        statistic = "Average", period = 60, times = 10, over = 85, missing = "breaching"
      }
      jobs-waiting-long = {
        says      = "The queue has been long for half an hour though workers were added: see the runbook, hot tenant."
        namespace = var.namespace, metric = "JobsWaiting", dimensions = {}
        statistic = "Maximum", period = 300, times = 6, over = var.backlog * 5, missing = "breaching" # silence: nobody works
      }
      jobs-failing = {
        says      = "Jobs fail: read the worker's log; failed ones stay in procrastinate_jobs."
        namespace = var.namespace, metric = "JobsFailed", dimensions = {}
        statistic = "Sum", period = 300, times = 2, over = 20, missing = "notBreaching"
      }
      application-errors = {
        says      = "The web tasks log errors that nobody foresaw: read their log."
        namespace = var.namespace, metric = "WebErrors", dimensions = {}
        statistic = "Sum", period = 300, times = 1, over = 5, missing = "notBreaching"
      }
      database-not-answering = {
        says      = "Web tasks can not reach the database: see the runbook, restore."
        namespace = var.namespace, metric = "NoDatabase", dimensions = {}
        statistic = "Sum", period = 60, times = 2, over = 5, missing = "notBreaching"
      }
      cache-not-answering = {
        says      = "Web tasks can not reach the cache; limits hold for each process alone meanwhile."
        namespace = var.namespace, metric = "CacheAway", dimensions = {}
        statistic = "Sum", period = 300, times = 2, over = 5, missing = "notBreaching"
      }
      database-busy = {
        says      = "The database's processor is busy: see the runbook, hot tenant, or take a larger class."
        namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = local.database
        statistic = "Average", period = 300, times = 3, over = 80, missing = "breaching"
      }
      database-connections = {
        says      = "The database is running out of connections: fewer tasks, a smaller pool, or a larger class."
        namespace = "AWS/RDS", metric = "DatabaseConnections", dimensions = local.database
        statistic = "Maximum", period = 60, times = 5, over = var.connections_worrying, missing = "notBreaching"
      }
    },
    {
      passwords-not-renewed = {
        says      = "A password of the database was not renewed: see the runbook, rotation. The old one works on."
        namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = var.rotation_function }
        statistic = "Sum", period = 300, times = 1, over = 0, missing = "notBreaching"
      }
    },
    # The edge of shops' own domains, where there is one.
    {
      for name, group in var.domains == null ? {} : var.domains.target_group_suffixes : "domains-unhealthy-${name}" => {
        says      = "A task of the edge of shops' own domains does not listen for ${name}: see the runbook, certificate trouble."
        namespace = "AWS/NetworkELB", metric = "UnHealthyHostCount", dimensions = { LoadBalancer = var.domains.balancer_suffix, TargetGroup = group }
        statistic = "Maximum", period = 60, times = 5, over = 0, missing = "breaching"
      }
    },
    {
      for name in var.domains == null ? [] : ["certificates-refused"] : name => {
        says      = "Certificates for shops' own domains are not to be had: see the runbook, certificate trouble."
        namespace = var.namespace, metric = "CertificatesRefused", dimensions = {}
        statistic = "Sum", period = 900, times = 1, over = 5, missing = "notBreaching"
      }
    },
    {
      for number, identifier in var.replica_identifiers : "replica-${number + 1}-behind" => {
        says      = "A replica is more than a minute behind: reports from it are old."
        namespace = "AWS/RDS", metric = "ReplicaLag", dimensions = { DBInstanceIdentifier = identifier }
        statistic = "Maximum", period = 60, times = 5, over = 60, missing = "breaching"
      }
    },
  )
  # And what must not fall below a number.
  floors = {
    database-disk = {
      says      = "The database's disk is nearly full: it grows by itself up to storage_most_gb, so raise that."
      namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.database
      statistic = "Minimum", period = 300, times = 2, under = 5 * local.gigabyte
    }
    database-memory = {
      says      = "The database has hardly any memory left: take a larger class."
      namespace = "AWS/RDS", metric = "FreeableMemory", dimensions = local.database
      statistic = "Minimum", period = 300, times = 3, under = local.gigabyte / 8
    }
    certificate-ending = {
      says      = "The balancer's certificate ends within three weeks and was not renewed: see the runbook, certificate trouble."
      namespace = "AWS/CertificateManager", metric = "DaysToExpiry", dimensions = { CertificateArn = var.certificate_arn }
      statistic = "Minimum", period = 86400, times = 1, under = 21
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "over" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period              = each.value.period
  evaluation_periods  = each.value.times
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.over
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_cloudwatch_metric_alarm" "under" {
  for_each = local.floors

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = each.value.times
  comparison_operator = "LessThanThreshold"
  threshold           = each.value.under
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
