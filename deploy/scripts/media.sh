# shellcheck shell=bash
# Where media lie, for backup.sh and restore.sh: the bucket when S3_BUCKET is set, else DATA_DIR/media.

if [[ -n ${S3_BUCKET:-} ]]; then
  : "${S3_ENDPOINT:?set S3_ENDPOINT too}" "${S3_ACCESS_KEY_ID:?set S3_ACCESS_KEY_ID too}"
  : "${S3_SECRET_ACCESS_KEY:?set S3_SECRET_ACCESS_KEY too}"
  export RCLONE_CONFIG=/dev/null
  export RCLONE_CONFIG_MEDIA_TYPE=s3 RCLONE_CONFIG_MEDIA_PROVIDER=Other
  export RCLONE_CONFIG_MEDIA_ENDPOINT=$S3_ENDPOINT RCLONE_CONFIG_MEDIA_REGION=${S3_REGION:-us-east-1}
  export RCLONE_CONFIG_MEDIA_ACCESS_KEY_ID=$S3_ACCESS_KEY_ID
  export RCLONE_CONFIG_MEDIA_SECRET_ACCESS_KEY=$S3_SECRET_ACCESS_KEY
  export RCLONE_CONFIG_MEDIA_FORCE_PATH_STYLE=${S3_FORCE_PATH_STYLE:-true}

  # Each picture is a folder of its own: the bucket is listed as a whole (--fast-list), not folder by folder.
  fetch_media() { rclone copy --checksum --fast-list "media:$S3_BUCKET" "$1"; }
  store_media() { rclone copy --checksum --fast-list "$1" "media:$S3_BUCKET"; }
  media_are_empty() {
    local objects
    objects=$(rclone lsf --recursive --files-only --fast-list "media:$S3_BUCKET") || exit 1
    [[ -z $objects ]]
  }
else
  media_folder=${DATA_DIR:-.data}/media

  fetch_media() { if [[ -d $media_folder ]]; then cp -a "$media_folder/." "$1"; fi; }
  store_media() { mkdir -p "$media_folder" && cp -a "$1/." "$media_folder"; }
  media_are_empty() { [[ ! -d $media_folder || -z $(find "$media_folder" -type f -print -quit) ]]; }
fi
