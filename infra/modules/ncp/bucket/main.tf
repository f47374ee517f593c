# A private bucket of Object Storage. Maru gives signed addresses to browsers.

resource "ncloud_objectstorage_bucket" "this" {
  bucket_name = var.bucket_name
}

resource "ncloud_objectstorage_bucket_acl" "private" {
  bucket_name = ncloud_objectstorage_bucket.this.bucket_name
  rule        = "private"
}
