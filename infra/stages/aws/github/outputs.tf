output "role_arns" {
  description = "Roles by what they are for: the variables AWS_PLAN_ROLE and AWS_PUSH_ROLE of the repository."
  value       = module.github.role_arns
}
