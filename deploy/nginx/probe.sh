#!/bin/sh
# Health check of the proxy: asks for readiness a few times, so that each API is asked and one that goes down is
# noticed within a second or two. Fails when no API is ready.
set -eu
for _ in 1 2 3 4; do
  wget -q -T 3 -O /dev/null "http://127.0.0.1:${NGINX_PORT:-8080}/health/ready"
done
