output "address" {
  description = "Fixed public IPv4 address: where the DNS name points."
  value       = aws_eip.host.public_ip
}

output "instance_id" {
  description = "Id of the server: aws ssm start-session --target …"
  value       = aws_instance.host.id
}

output "role_arn" {
  description = "Role of the server."
  value       = aws_iam_role.host.arn
}
