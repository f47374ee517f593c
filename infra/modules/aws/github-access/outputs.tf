output "role_arns" {
  description = "Roles by what they are for: plan, push."
  value       = { for purpose, role in aws_iam_role.github : purpose => role.arn }
}
