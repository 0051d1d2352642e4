mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name         = "storefront-test"
  tags         = { Product = "storefront", Zone = "test", Size = "launch", ManagedBy = "terraform" }
  oidc_subject = "repo:example/storefront:environment:malaysia"
  role_arns    = ["arn:aws:iam::123456789012:role/storefront-test"]
  key_arn      = "arn:aws:kms:ap-southeast-5:123456789012:key/00000000-0000-0000-0000-000000000001"
}

run "images_stay_what_they_are" {
  command = plan

  module {
    source = "../modules/delivery"
  }

  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "A release is one image for ever, and it is scanned."
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].kms_key == var.key_arn
    error_message = "Encrypted with the zone's key."
  }

  assert {
    condition     = [for each in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : try(each.selection.tagPatternList[0], "untagged")] == ["untagged", "caddy-*", "collector-*", "*"]
    error_message = "Fifty releases push out no image that was mirrored once: the first rule that fits has it."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.this[0].url == "https://token.actions.githubusercontent.com" && aws_iam_role.this.max_session_duration == 7200
    error_message = "The build service has no key, and two hours."
  }

  assert {
    condition = {
      for each in data.aws_iam_policy_document.this.statement : each.sid => join(" ", sort(concat(tolist(each.actions), tolist(each.resources)))) if contains(["RollOut", "MigrateOnce"], each.sid)
      } == {
      RollOut     = "arn:aws:ecs:ap-southeast-5:123456789012:service/storefront-test/* ecs:DescribeServices ecs:UpdateService"
      MigrateOnce = "arn:aws:ecs:ap-southeast-5:123456789012:task-definition/storefront-test-migrate:* ecs:RunTask"
    }
    error_message = "It rolls out this zone's services, and runs no task but the migration."
  }

  assert {
    condition     = alltrue([for each in data.aws_iam_policy_document.this.statement : alltrue([for action in each.actions : contains(["ecr", "ecs", "iam"], split(":", action)[0])])])
    error_message = "It touches no function, no secret and no key: whoever could change the code that reads the administrator's password would have it."
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.repository.statement).condition).values == tolist(["arn:aws:lambda:ap-southeast-5:123456789012:function:storefront-test-rotation"])
    error_message = "Lambda fetches the image for that function alone."
  }

  assert {
    condition     = aws_ecr_repository.this.tags["Zone"] == "test" && aws_iam_role.this.tags["Zone"] == "test"
    error_message = "Everything is tagged."
  }
}
