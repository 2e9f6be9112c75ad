#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the image; the zip has been unpacked into /autograder/source. It holds, beside this
# file and run_autograder:
#   course/   exercises/, solutions/, package.json and package-lock.json, whose chronograde is the one that grades
#   exercise  a text file with the name of the exercise that this assignment is
# What is installed is what the checksum and the lockfile say, and no package's own script is run.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
course=$root/source/course
prefix=${NODE_PREFIX:-/usr/local}
node_version=22.20.0

if [ ! -f "$course/package-lock.json" ]; then
  echo "course/package-lock.json is missing in the zip: it says which chronograde is installed. Run npm install in your course, and pack it again." >&2
  exit 1
fi

case $(uname -m) in
  x86_64) architecture=x64 checksum=00bbd05e306ea68b6e13e17360d0e2f680b493ef95f2fea1c4296ff7437530bc ;;
  aarch64) architecture=arm64 checksum=06907b9c088ce62305bc1530e5c1ae1510245114645768f7750c349c5b6fe667 ;;
  *)
    echo "There is no checksum here for a machine of the kind $(uname -m)." >&2
    exit 1
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
archive=node-v$node_version-linux-$architecture.tar.xz
if ! command -v curl >/dev/null || ! command -v xz >/dev/null; then
  apt-get update && apt-get install -y --no-install-recommends ca-certificates curl xz-utils
fi
curl --fail --silent --show-error --location --retry 3 --output "$work/$archive" \
  "https://nodejs.org/dist/v$node_version/$archive"
echo "$checksum  $work/$archive" | sha256sum --check --quiet
tar --extract --xz --file "$work/$archive" --directory "$prefix" --strip-components=1 --no-same-owner
export PATH="$prefix/bin:$PATH"

cd "$course"
npm ci --ignore-scripts --omit=dev --no-audit --no-fund
node_modules/.bin/chronograde --version
