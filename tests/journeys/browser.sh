#!/bin/sh
# Makes sure that there is a browser for the journeys, from Debian's packages where we may install them.
# Without one the journeys are skipped and say so; under CI=true that is a failure.
set -u
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser journeys"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fonts-noto-color-emoji >/dev/null && exit 0
fi
echo "No Chromium here: the browser journeys will be skipped" >&2
[ "${CI:-}" != true ]
