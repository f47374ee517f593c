# HTTPS in, HTTP to the servers that are ready.

resource "ncloud_lb" "this" {
  name            = var.name
  description     = "Clients of ${var.name}"
  type            = "APPLICATION"
  network_type    = "PUBLIC"
  throughput_type = "SMALL"
  idle_timeout    = 60
  subnet_no_list  = [var.subnet_no]
}

resource "ncloud_lb_target_group" "this" {
  name           = var.name
  vpc_no         = var.vpc_no
  protocol       = "HTTP"
  target_type    = "VSVR"
  port           = var.port
  algorithm_type = "LC"

  health_check {
    protocol       = "HTTP"
    http_method    = "GET"
    port           = var.port
    url_path       = "/health/ready"
    cycle          = 10
    up_threshold   = 2
    down_threshold = 2
  }
}

resource "ncloud_lb_target_group_attachment" "this" {
  target_group_no = ncloud_lb_target_group.this.target_group_no
  target_no_list  = var.server_nos
}

resource "ncloud_lb_listener" "https" {
  load_balancer_no     = ncloud_lb.this.load_balancer_no
  target_group_no      = ncloud_lb_target_group.this.target_group_no
  protocol             = "HTTPS"
  port                 = 443
  ssl_certificate_no   = var.certificate_no
  tls_min_version_type = "TLSV12"
  use_http2            = true
}
