#!/usr/bin/env bash
# Writes FILE as a comment on the pull request PULL_REQUEST, or over the comment that was written under SUBJECT before.
#   comment.sh SUBJECT FILE
set -euo pipefail

subject="$1"
file="$2"
marker="<!-- $subject -->"
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
body="$(printf '%s\n\n' "$marker" && cat "$file")"

id="$(MARKER="$marker" gh api --paginate "$comments" \
  --jq '.[] | select(.user.type == "Bot" and (.body | startswith(env.MARKER))) | .id' | head -n 1)"
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --raw-field body="$body"
else
  gh api --silent --method POST "$comments" --raw-field body="$body"
fi
