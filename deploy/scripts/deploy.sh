#!/usr/bin/env bash
# Deploys an image of Maru on this host: pulls it, migrates, starts it, and looks whether it is healthy.
# A healthy image is tagged maru:stable; after any failure maru:stable runs again.
#
# usage: deploy.sh IMAGE
#   COMPOSE_FILE   default: docker-compose.yml beside the folder deploy
#   HEALTH_URL     default: http://127.0.0.1/health/ready
#   HEALTH_TRIES   default: 5
#   HEALTH_PAUSE   seconds between two tries, default: 5
#
# exit codes: 0 deployed · 1 not deployed, what ran before runs · 2 not deployed, and the roll-back failed
# · 64 wrong call
set -euo pipefail

if (($# != 1)); then
  echo "usage: $0 IMAGE" >&2
  exit 64
fi
image=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export COMPOSE_FILE=${COMPOSE_FILE:-$here/../../docker-compose.yml}
health_url=${HEALTH_URL:-http://127.0.0.1/health/ready}
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
  MARU_IMAGE=$1 docker compose up --detach --no-deps --remove-orphans api worker
}

healthy() {
  local try
  for ((try = 1; try <= tries; try++)); do
    if curl --fail --silent --show-error --max-time 5 --output /dev/null "$health_url"; then
      return 0
    fi
    say "not healthy yet ($try of $tries)"
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
