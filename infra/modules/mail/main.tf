# Mail through SES: signed, from our own bounce domain, over TLS only, and by a user that may do nothing else. The user's
# key is made by hand (docs/runbook.md), so that no password lies in the state.

data "aws_region" "this" {}

locals {
  from_domain = "mail.${var.domain}"
}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name
  tags                   = merge(var.tags, { Name = var.name })

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  tags                   = merge(var.tags, { Name = var.domain })

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

resource "aws_ses_domain_dkim" "this" {
  domain = aws_sesv2_email_identity.this.email_identity
}

resource "aws_sesv2_email_identity_mail_from_attributes" "this" {
  email_identity         = aws_sesv2_email_identity.this.email_identity
  mail_from_domain       = local.from_domain
  behavior_on_mx_failure = "REJECT_MESSAGE"
}

resource "aws_route53_record" "dkim" {
  count = 3

  zone_id = var.dns_zone_id
  name    = "${aws_ses_domain_dkim.this.dkim_tokens[count.index]}._domainkey.${var.domain}"
  type    = "CNAME"
  ttl     = 3600
  records = ["${aws_ses_domain_dkim.this.dkim_tokens[count.index]}.dkim.amazonses.com"]
}

resource "aws_route53_record" "from_mx" {
  zone_id = var.dns_zone_id
  name    = local.from_domain
  type    = "MX"
  ttl     = 3600
  records = ["10 feedback-smtp.${data.aws_region.this.name}.amazonses.com"]
}

resource "aws_route53_record" "from_spf" {
  zone_id = var.dns_zone_id
  name    = local.from_domain
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 include:amazonses.com -all"]
}

resource "aws_route53_record" "dmarc" {
  zone_id = var.dns_zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DMARC1; p=quarantine; adkim=s; aspf=r; rua=mailto:${var.reports_to}"]
}

resource "aws_iam_user" "smtp" {
  #checkov:skip=CKV_AWS_273:SMTP knows users and passwords only; this one may send mail from one domain and nothing else
  name = "${var.name}-smtp"
  path = "/storefront/"
  tags = merge(var.tags, { Name = "${var.name}-smtp" })
}

data "aws_iam_policy_document" "smtp" {
  statement {
    actions = ["ses:SendRawEmail"]
    resources = [
      aws_sesv2_email_identity.this.arn,
      aws_sesv2_configuration_set.this.arn,
    ]

    condition {
      test     = "StringLike"
      variable = "ses:FromAddress"
      values   = ["*@${var.domain}"]
    }
  }
}

resource "aws_iam_user_policy" "smtp" {
  #checkov:skip=CKV_AWS_40:The one user there is
  name   = "send-mail"
  user   = aws_iam_user.smtp.name
  policy = data.aws_iam_policy_document.smtp.json
}
