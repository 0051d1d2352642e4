# One page that says how the zone is.

locals {
  plots = [
    { title = "Requests a minute", stat = "Sum", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.balancer_suffix]] },
    { title = "Answers that are errors", stat = "Sum", metrics = [["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.balancer_suffix], [var.namespace, "TooOften"]] },
    { title = "Seconds to an answer, one in a hundred", stat = "p99", metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.balancer_suffix]] },
    { title = "Milliseconds of the application itself", stat = "p95", metrics = [[var.namespace, "Render"]] },
    { title = "Processor of web and worker", stat = "Average", metrics = [["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", "web"], ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", "worker"]] },
    { title = "Jobs waiting and failed", stat = "Maximum", metrics = [[var.namespace, "JobsWaiting"], [var.namespace, "JobsFailed"]] },
    { title = "The database's processor", stat = "Average", metrics = [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database_identifier]] },
    { title = "The database's connections", stat = "Maximum", metrics = [["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database_identifier]] },
    { title = "The cache", stat = "Average", metrics = [["AWS/ElastiCache", "EngineCPUUtilization", "ReplicationGroupId", var.cache_id], [var.namespace, "CacheAway"]] },
    { title = "Mail that bounces", region = var.mail_region, stat = "Maximum", metrics = [["AWS/SES", "Reputation.BounceRate"], ["AWS/SES", "Reputation.ComplaintRate"]] },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      for number, plot in local.plots : {
        type   = "metric"
        x      = (number % 2) * 12
        y      = floor(number / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = plot.title
          view    = "timeSeries"
          region  = lookup(plot, "region", var.region)
          stat    = plot.stat
          period  = 60
          metrics = plot.metrics
        }
      }
    ]
  })
}
