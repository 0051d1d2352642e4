# Web follows its load, the worker follows its queue.

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.web.least
  max_capacity       = var.web.most
  tags               = merge(var.tags, { Name = "${var.name}-web" })
}

resource "aws_appautoscaling_policy" "web" {
  for_each = {
    cpu      = { metric = "ECSServiceAverageCPUUtilization", target = 55 } # rendering takes processor time
    requests = { metric = "ALBRequestCountPerTarget", target = var.web.requests_per_minute }
  }

  name               = "${var.name}-web-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_out_cooldown = 30 # a flash sale does not wait
    scale_in_cooldown  = 600

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.key == "requests" ? "${aws_lb.this.arn_suffix}/${aws_lb_target_group.web.arn_suffix}" : null
    }
  }
}

resource "aws_appautoscaling_target" "worker" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.worker.least
  max_capacity       = var.worker.most
  tags               = merge(var.tags, { Name = "${var.name}-worker" })
}

resource "aws_appautoscaling_policy" "worker_more" {
  name               = "${var.name}-worker-more"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.worker.service_namespace
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = aws_appautoscaling_target.worker.scalable_dimension

  # Above the alarm's threshold: a few more for a backlog, many for a flood.
  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    metric_aggregation_type = "Maximum"
    cooldown                = 60

    step_adjustment {
      metric_interval_lower_bound = 0
      metric_interval_upper_bound = 1000
      scaling_adjustment          = 1
    }
    step_adjustment {
      metric_interval_lower_bound = 1000
      scaling_adjustment          = 4
    }
  }
}

resource "aws_appautoscaling_policy" "worker_fewer" {
  name               = "${var.name}-worker-fewer"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.worker.service_namespace
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = aws_appautoscaling_target.worker.scalable_dimension

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    metric_aggregation_type = "Maximum"
    cooldown                = 300

    step_adjustment {
      metric_interval_upper_bound = 0
      scaling_adjustment          = -1
    }
  }
}

# The worker writes how many jobs wait; a filter of the observability module makes it a metric.
resource "aws_cloudwatch_metric_alarm" "queue_long" {
  alarm_name          = "${var.name}-scale-worker-out"
  alarm_description   = "Jobs wait: more workers are started. Nobody need act."
  namespace           = var.metrics_namespace
  metric_name         = "JobsWaiting"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.worker.backlog
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.worker_more.arn]
  tags                = merge(var.tags, { Name = "${var.name}-scale-worker-out" })
}

resource "aws_cloudwatch_metric_alarm" "queue_short" {
  alarm_name          = "${var.name}-scale-worker-in"
  alarm_description   = "Hardly a job waits: workers above the least are sent home. Nobody need act."
  namespace           = var.metrics_namespace
  metric_name         = "JobsWaiting"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 15
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = floor(var.worker.backlog / 10)
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.worker_fewer.arn]
  tags                = merge(var.tags, { Name = "${var.name}-scale-worker-in" })
}
