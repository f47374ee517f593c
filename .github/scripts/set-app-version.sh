#!/usr/bin/env bash
# Sets the version of Maru that a chart installs.
#   set-app-version.sh CHART.YAML VERSION
set -euo pipefail

chart="$1"
version="$2"
if ! [[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  echo "set-app-version.sh: $version is not a version such as 1.2.3" >&2
  exit 1
fi
sed -i -E "s/^appVersion:.*/appVersion: $version/" "$chart"
grep -qx "appVersion: $version" "$chart"
