domain      = "maru.example"
admin_email = "admin@maru.example"
repository  = "https://github.com/example/maru.git"
release     = "v0.1.0"

settings = {
  MARU_MAIL_FROM = "no-reply@maru.example"
}
