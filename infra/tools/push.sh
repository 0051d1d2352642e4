#!/usr/bin/env bash
# Builds the image of a release and pushes it into the zone's registry, and lists what is in it in .data/sbom.cdx.json. An image
# that is there already stays, and is not listed: its base was that of its day.
#   infra/tools/push.sh storefront-malaysia 0.2.0
# Needs docker with buildx, the aws command with the delivery's role and AWS_REGION, and `make .venv/infra/image.stamp`.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# = 2 ] || { echo "usage: infra/tools/push.sh NAME RELEASE" >&2; exit 2; }
name=$1 release=$2
: "${AWS_REGION:?is the zone\'s region}"

account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com
image=$registry/$name:$release
list=.data/sbom.cdx.json

rm -f "$list" # it is of another image, if there is one
if aws ecr describe-images --repository-name "$name" --image-ids imageTag="$release" >/dev/null 2>&1; then
  echo "$image is there already, and stays as it is"
  exit
fi

curl -fsS -o infra/image/trust/rds.pem https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem

# The Dockerfile names its base by version; a release is built on what that name means today, by its digest.
base=$(sed -n 's/^ARG BASE=//p' infra/image/Dockerfile)
base=$base@$(docker buildx imagetools inspect "$base" --format '{{.Manifest.Digest}}')
# Without attestations, since Lambda takes an image and no index of several.
build=(docker buildx build --platform linux/arm64 --provenance=false --sbom=false --build-arg "BASE=$base" -f infra/image/Dockerfile)

aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
"${build[@]}" --target run --tag "$image" --push .
"${build[@]}" --target materials --output type=local,dest=.data/base .
.venv/bin/python -m infra.image.materials .data/base "$list"
