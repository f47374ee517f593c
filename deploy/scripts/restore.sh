#!/usr/bin/env bash
# Restores a backup of backup.sh into an empty database and an empty store of media.
#
# usage: restore.sh BACKUP
#   the same settings as backup.sh, naming the targets. The log-in in DATABASE_URL owns what is restored: that of the
#   programs, maru_app, and not the superuser's.
#
# Afterwards run `maru migrate` with the version to be started, and `maru reconcile --repair`.
set -euo pipefail

if (($# != 1)); then
  echo "usage: $0 BACKUP" >&2
  exit 64
fi
: "${DATABASE_URL:?set DATABASE_URL to the empty database to restore into}"
# shellcheck source=deploy/scripts/media.sh
source "$(dirname "${BASH_SOURCE[0]}")/media.sh"
backup=$(cd "$1" && pwd)

if ! (cd "$backup" && sha256sum --check --strict --quiet SHA256SUMS); then
  echo "restore: the backup is damaged; nothing was changed" >&2
  exit 1
fi
tables=$(psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align --command \
  "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')")
if [[ $tables != 0 ]]; then
  echo "restore: the database is not empty; make a new one" >&2
  exit 1
fi
if ! media_are_empty; then
  echo "restore: there are media in the target already; empty it or name another one" >&2
  exit 1
fi
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges \
  --dbname="$DATABASE_URL" "$backup/database.dump"
psql "$DATABASE_URL" --no-psqlrc --quiet --command 'analyze'
store_media "$backup/media"
echo "restore: done. Now: maru migrate, then maru reconcile --repair"
