output "domain" {
  description = "Host name of the load balancer: where a CNAME record points."
  value       = ncloud_lb.this.domain
}
