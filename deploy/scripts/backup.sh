#!/usr/bin/env bash
# Backs up the database and the media into a new folder, complete or not at all.
#
# usage: backup.sh FOLDER
#   DATABASE_URL             postgres://… of a migrated database, with its owner's log-in; pg_dump must be at least as
#                            new as the server
#   DATA_DIR                 where local media lie, default: .data
#   S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION
#                            where media lie when they are in S3; then rclone is needed
#   KEEP                     how many backups stay in FOLDER, default: 14; 0 keeps all
#
# It prints the path of the backup: database.dump, media/ and SHA256SUMS.
set -euo pipefail

if (($# != 1)); then
  echo "usage: $0 FOLDER" >&2
  exit 64
fi
: "${DATABASE_URL:?set DATABASE_URL to the database to back up}"
# shellcheck source=deploy/scripts/media.sh
source "$(dirname "${BASH_SOURCE[0]}")/media.sh"
keep=${KEEP:-14}
mkdir -p "$1"
folder=$(cd "$1" && pwd)
name=maru-$(date -u +%Y%m%dT%H%M%SZ)
partial=$folder/.$name.partial
trap 'rm -rf "$partial"' EXIT
umask 077
mkdir -p "$partial/media"

# The database first: what is uploaded meanwhile is then more than the rows know of, never less.
pg_dump --format=custom --no-owner --no-privileges --file="$partial/database.dump" "$DATABASE_URL"
fetch_media "$partial/media"
# Nothing at all is more likely a wrong bucket or a disk that isn't mounted than the truth.
pictures=$(psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align --command \
  "select count(*) from media where status = 'ready'")
if [[ $pictures != 0 && -z $(find "$partial/media" -type f -print -quit) ]]; then
  echo "backup: the database knows $pictures pictures, and there are no media: is this the right store?" >&2
  exit 1
fi
sums=$(cd "$partial" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
printf '%s\n' "$sums" >"$partial/SHA256SUMS"
mv "$partial" "$folder/$name"
echo "$folder/$name"

if ((keep > 0)); then
  find "$folder" -mindepth 1 -maxdepth 1 -type d -name 'maru-*Z' | sort | head -n "-$keep" |
    while IFS= read -r old; do rm -rf "$old"; done
fi
