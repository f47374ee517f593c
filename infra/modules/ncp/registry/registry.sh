#!/usr/bin/env bash
# Makes and removes a registry of Naver Cloud's Container Registry.
#   registry.sh create NAME BUCKET
#   registry.sh delete NAME
# NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY say who asks; NCR_API names another region's API.
set -euo pipefail

api="${NCR_API:-https://ncr.apigw.ntruss.com/ncr/api/v2}"

fail() {
  echo "registry.sh: $1" >&2
  exit 1
}

# Sends METHOD to the registry's path, with BODY if given, and prints the status.
call() {
  local method="$1" url="$api/repositories/$2" body="${3:-}" path timestamp signature
  path="/${url#*://*/}"
  timestamp="$(date +%s)000"
  signature="$(printf '%s %s\n%s\n%s' "$method" "$path" "$timestamp" "$NCLOUD_ACCESS_KEY" |
    openssl dgst -sha256 -mac HMAC -macopt "key:$NCLOUD_SECRET_KEY" -binary | base64)"
  curl --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' \
    --request "$method" "$url" \
    --header 'content-type: application/json' \
    --header "x-ncp-apigw-timestamp: $timestamp" \
    --header "x-ncp-iam-access-key: $NCLOUD_ACCESS_KEY" \
    --header "x-ncp-apigw-signature-v2: $signature" \
    ${body:+--data "$body"}
}

: "${NCLOUD_ACCESS_KEY:?}" "${NCLOUD_SECRET_KEY:?}"
answer="$(mktemp)"
trap 'rm -f "$answer"' EXIT
command="${1:-}"
name="${2:-}"
[[ "$name" =~ ^[a-z][a-z0-9-]+$ ]] || fail 'usage: registry.sh create NAME BUCKET | registry.sh delete NAME'

case "$command" in
  create)
    bucket="${3:-}"
    [[ "$bucket" =~ ^[a-z0-9-]+$ ]] || fail 'create needs the name of a bucket'
    status="$(call POST "$name" "{\"bucket\":\"$bucket\"}")"
    [[ "$status" == 2?? ]] || fail "creating $name: status $status: $(cat "$answer")"
    ;;
  delete)
    status="$(call DELETE "$name")"
    [[ "$status" == 2?? || "$status" == 404 ]] || fail "deleting $name: status $status: $(cat "$answer")"
    ;;
  *) fail 'usage: registry.sh create NAME BUCKET | registry.sh delete NAME' ;;
esac
