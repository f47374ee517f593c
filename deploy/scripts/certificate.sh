#!/usr/bin/env bash
# Gets the certificate of a single host from Let's Encrypt, or renews it when it is due, and gives it to nginx.
# To be run twice a day, and again when it failed: until the name leads to this host it can't succeed.
#
# usage: certificate.sh DOMAIN MAIL
#   MARU_TLS_DIR    where nginx reads tls.crt and tls.key, default: /data/tls
#   MARU_ACME_DIR   where nginx lets Let's Encrypt read, default: /data/acme
#   CERTBOT_DIR     what certbot keeps, default: /data/letsencrypt
#   NGINX_USER      who reads the key, default: 101, the user of the container
#
#        certificate.sh --self-signed DOMAIN
#   makes one that lasts until the first real one, unless there is one.
set -euo pipefail

tls=${MARU_TLS_DIR:-/data/tls}
acme=${MARU_ACME_DIR:-/data/acme}
certbot_dir=${CERTBOT_DIR:-/data/letsencrypt}
user=${NGINX_USER:-101}

# certbot calls this script again when there is a new one.
if [[ ${1:-} == --deploy ]]; then
  install -o "$user" -m 400 "$RENEWED_LINEAGE/privkey.pem" "$tls/tls.key.new"
  install -o "$user" -m 444 "$RENEWED_LINEAGE/fullchain.pem" "$tls/tls.crt.new"
  mv "$tls/tls.key.new" "$tls/tls.key"
  mv "$tls/tls.crt.new" "$tls/tls.crt"
  cd "$(dirname "${BASH_SOURCE[0]}")/../.."
  docker compose exec -T nginx nginx -s reload
  exit
fi
if (($# != 2)); then
  echo "usage: $0 DOMAIN MAIL | --self-signed DOMAIN" >&2
  exit 64
fi
mkdir -p "$tls" "$acme" "$certbot_dir"
if [[ $1 == --self-signed ]]; then
  if [[ ! -e $tls/tls.crt ]]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$2" -addext "subjectAltName=DNS:$2" \
      -keyout "$tls/tls.key" -out "$tls/tls.crt" 2>/dev/null
    chown "$user" "$tls/tls.key"
    chmod 400 "$tls/tls.key"
  fi
  exit
fi
# A shell reads it.
printf -v hook '%q --deploy' "$(realpath "${BASH_SOURCE[0]}")"
certbot certonly --non-interactive --quiet --agree-tos --email "$2" --domain "$1" --cert-name maru \
  --webroot --webroot-path "$acme" --keep-until-expiring --deploy-hook "$hook" \
  --config-dir "$certbot_dir" --work-dir "$certbot_dir/work" --logs-dir "$certbot_dir/logs"
