#!/usr/bin/env bash
# Runs Terraform for one stage, with its state in S3.
#   infra/terraform.sh state-bucket          makes the bucket of all states, once
#   infra/terraform.sh apply aws/prod        also: plan, destroy, validate, output, init …
# MARU_STATE_BUCKET names the bucket, MARU_STATE_REGION its region (ap-northeast-2).
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
region="${MARU_STATE_REGION:-ap-northeast-2}"

usage() {
  echo 'usage: infra/terraform.sh state-bucket | COMMAND STAGE [options of terraform]' >&2
  echo "stages: $(cd "$here/stages" && printf '%s ' */*)" >&2
  exit 64
}

# Versioned, encrypted, closed to the world. Making it again changes nothing.
state_bucket() {
  local bucket="$MARU_STATE_BUCKET"
  aws s3api head-bucket --bucket "$bucket" 2>/dev/null ||
    aws s3api create-bucket --bucket "$bucket" --region "$region" \
      --create-bucket-configuration "LocationConstraint=$region"
  aws s3api put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled
  aws s3api put-public-access-block --bucket "$bucket" --public-access-block-configuration \
    BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
  aws s3api put-bucket-encryption --bucket "$bucket" --server-side-encryption-configuration \
    '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'
}

command="${1:-}"
stage="${2:-}"
[ -n "$command" ] || usage
if [ "$command" = state-bucket ]; then
  : "${MARU_STATE_BUCKET:?names the bucket to make}"
  state_bucket
  exit
fi
if [ -z "$stage" ] || [ ! -f "$here/stages/$stage/main.tf" ]; then
  usage
fi
shift 2

cd "$here/stages/$stage"
if [ "$command" = validate ]; then
  terraform init -input=false -backend=false >&2
else
  : "${MARU_STATE_BUCKET:?names the bucket of the states; infra/terraform.sh state-bucket makes it}"
  terraform init -input=false -reconfigure \
    -backend-config="bucket=$MARU_STATE_BUCKET" -backend-config="region=$region" >&2
fi
[ "$command" = init ] || exec terraform "$command" "$@"
