#!/usr/bin/env bash
# Deploys an image of Maru on this host: pulls it, sees to the roles of the database, migrates, starts it, and looks
# whether it is healthy.
# A healthy image is tagged maru:stable; after any failure maru:stable runs again.
#
# usage: deploy.sh IMAGE
#   COMPOSE_FILE   default: what .env says, else docker-compose.yml, both beside the folder deploy
#   HEALTH_URL     default: /health/ready at the port of nginx (MARU_HTTP_PORT in .env, else 8080)
#   HEALTH_TRIES   default: 5
#   HEALTH_PAUSE   seconds between two tries, default: 5
#   START_TIMEOUT  seconds that one container may take to become healthy, default: 120
#
# The APIs are replaced one after the other, so that nginx always has one.
#
# exit codes: 0 deployed · 1 not deployed, what ran before runs · 2 not deployed, and the roll-back failed
# · 64 wrong call
set -euo pipefail

if (($# != 1)); then
  echo "usage: $0 IMAGE" >&2
  exit 64
fi
image=$1
# Compose finds its files and .env here.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
port=$(sed -n 's/^MARU_HTTP_PORT=.*\b\([0-9]\+\)$/\1/p' .env 2>/dev/null || true)
health_url=${HEALTH_URL:-http://127.0.0.1:${port:-8080}/health/ready}
start_timeout=${START_TIMEOUT:-120}
tries=${HEALTH_TRIES:-5}
pause=${HEALTH_PAUSE:-5}
stable=maru:stable

say() { echo "deploy: $*"; }

# One deployment at a time.
exec 9>"${TMPDIR:-/tmp}/maru-deploy-$(id -u).lock"
if ! flock --nonblock 9; then
  say "another deployment is under way" >&2
  exit 1
fi

start() {
  local service
  for service in api-1 api-2 worker; do
    MARU_IMAGE=$1 docker compose up --detach --no-deps --wait --wait-timeout "$start_timeout" "$service" ||
      return 1
  done
}

healthy() {
  local try status
  for ((try = 1; try <= tries; try++)); do
    status=$(curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' "$health_url") || true
    # A redirect is no answer.
    if [[ $status == 200 ]]; then return 0; fi
    say "not healthy yet ($try of $tries): $status"
    if ((try < tries)); then sleep "$pause"; fi
  done
  return 1
}

roll_back() {
  if ! docker image inspect "$stable" >/dev/null 2>&1; then
    say "there is no $stable to go back to" >&2
    exit 2
  fi
  say "going back to $stable"
  if start "$stable" && healthy; then
    say "$stable runs again; $image is not deployed" >&2
    exit 1
  fi
  say "THE ROLL-BACK FAILED: $stable is not healthy either" >&2
  exit 2
}

say "pulling $image"
if ! docker pull "$image"; then
  say "the image can't be pulled; nothing was changed" >&2
  exit 1
fi
if ! docker compose run --rm --no-deps roles; then
  say "the roles of the database can't be made; what ran before still runs" >&2
  exit 1
fi
# Migrations only add what the running version doesn't know: it goes on during them, and after a roll-back.
say "migrating"
if ! MARU_IMAGE=$image docker compose run --rm --no-deps migrate; then
  say "the migration failed; what ran before still runs" >&2
  exit 1
fi
say "starting"
if start "$image" && healthy; then
  docker tag "$image" "$stable"
  say "$image is deployed"
else
  roll_back
fi
