# What Maru may do with the bucket: its objects, and the list of their names.

data "aws_iam_policy_document" "access" {
  statement {
    sid       = "Objects"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
    resources = formatlist("${aws_s3_bucket.media.arn}/%s/*", ["public", "private", "incoming"])
  }

  statement {
    sid       = "Names"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.media.arn]
  }
}

resource "aws_iam_policy" "access" {
  name        = "${var.name}-media"
  description = "Reads and writes the pictures of ${var.name}, and nothing else."
  policy      = data.aws_iam_policy_document.access.json
}

# For S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.
resource "aws_iam_user" "media" {
  count = var.access_key ? 1 : 0
  name  = "${var.name}-media"
}

resource "aws_iam_user_policy_attachment" "media" {
  count      = var.access_key ? 1 : 0
  user       = aws_iam_user.media[0].name
  policy_arn = aws_iam_policy.access.arn
}

resource "aws_iam_access_key" "media" {
  count = var.access_key ? 1 : 0
  user  = aws_iam_user.media[0].name
}
