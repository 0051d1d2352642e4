mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name        = "storefront-test"
  tags        = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  domain      = "shops.example.my"
  dns_zone_id = "Z0123456789"
  reports_to  = "zone@example.my"
}

run "signed_aligned_and_over_tls" {
  command = plan

  module {
    source = "../modules/mail"
  }

  assert {
    condition     = aws_sesv2_configuration_set.this.delivery_options[0].tls_policy == "REQUIRE"
    error_message = "Mail goes over TLS or not at all."
  }

  assert {
    condition     = aws_sesv2_email_identity.this.dkim_signing_attributes[0].next_signing_key_length == "RSA_2048_BIT" && length(aws_route53_record.dkim) == 3
    error_message = "Signed with keys of 2048 bits."
  }

  assert {
    condition     = aws_route53_record.from_spf.records == toset(["v=spf1 include:amazonses.com -all"])
    error_message = "Nobody else sends in our name."
  }

  assert {
    condition     = strcontains(one(aws_route53_record.dmarc.records), "p=quarantine")
    error_message = "Forged mails are set aside."
  }

  assert {
    condition     = aws_sesv2_email_identity_mail_from_attributes.this.behavior_on_mx_failure == "REJECT_MESSAGE"
    error_message = "The bounce domain is our own."
  }

  assert {
    condition     = aws_sesv2_configuration_set.this.suppression_options[0].suppressed_reasons == tolist(["BOUNCE", "COMPLAINT"])
    error_message = "Whoever does not want mail gets none."
  }

  assert {
    condition     = aws_sesv2_configuration_set.this.tags["Zone"] == "test" && aws_iam_user.smtp.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
