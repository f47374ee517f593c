output "host" {
  description = "Host name of the registry inside Naver Cloud and outside: docker login …"
  value       = "${terraform_data.registry.output.name}.kr.ncr.ntruss.com"
}
