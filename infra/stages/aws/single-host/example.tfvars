domain     = "maru.example"
repository = "https://github.com/example/maru.git"
release    = "v0.1.0"

settings = {
  MAIL_FROM = "no-reply@maru.example"
}
