# Made anew on every run, written only when secrets_version changes, and never part of the state.

ephemeral "aws_secretsmanager_random_password" "database" {
  password_length     = 40
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "cache" {
  password_length     = 64
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "token_key" {
  password_length     = 64
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "metrics" {
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "settings" {
  name                    = "${var.name}/settings"
  description             = "Secret settings of ${var.name}, by the names of its environment variables."
  recovery_window_in_days = var.deletion_protection ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "settings" {
  secret_id                = aws_secretsmanager_secret.settings.id
  secret_string_wo_version = var.secrets_version
  secret_string_wo = jsonencode(merge(
    {
      DATABASE_URL = join("", [
        "postgres://${module.database.username}:",
        ephemeral.aws_secretsmanager_random_password.database.random_password,
        "@${module.database.host}:${module.database.port}/${module.database.database_name}?sslmode=require",
      ])
      REDIS_URL = join("", [
        "rediss://:",
        ephemeral.aws_secretsmanager_random_password.cache.random_password,
        "@${module.cache.host}:${module.cache.port}",
      ])
      JWT_SECRET    = ephemeral.aws_secretsmanager_random_password.token_key.random_password
      METRICS_TOKEN = ephemeral.aws_secretsmanager_random_password.metrics.random_password
    },
    var.media_access_key ? {
      S3_ACCESS_KEY_ID     = module.media.access_key_id
      S3_SECRET_ACCESS_KEY = module.media.secret_access_key
    } : {},
  ))
}

# For External Secrets, which makes the Kubernetes secret of it; other entries of the environment are made by hand.
data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "settings" {
  statement {
    sid       = "SecretsOfThisEnvironment"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = ["arn:aws:secretsmanager:*:${data.aws_caller_identity.current.account_id}:secret:${var.name}/*"]
  }
}

resource "aws_iam_policy" "settings" {
  name        = "${var.name}-settings"
  description = "Reads the secret settings of ${var.name}, and nothing else."
  policy      = data.aws_iam_policy_document.settings.json
}
