# Container Registry: the provider has no resource for it, so a script calls the API of the platform.

resource "terraform_data" "registry" {
  input = {
    script = "${path.module}/registry.sh"
    name   = var.name
    bucket = var.bucket_name
  }

  triggers_replace = [var.name, var.bucket_name]

  provisioner "local-exec" {
    command = "\"$SCRIPT\" create \"$NAME\" \"$BUCKET\""
    environment = {
      SCRIPT = self.input.script
      NAME   = self.input.name
      BUCKET = self.input.bucket
    }
  }

  provisioner "local-exec" {
    when    = destroy
    command = "\"$SCRIPT\" delete \"$NAME\""
    environment = {
      SCRIPT = self.input.script
      NAME   = self.input.name
    }
  }
}
