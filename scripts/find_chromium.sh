#!/bin/sh
# Prints the path of a Chromium for the browser tests: $CHROMIUM, the system's, Playwright's own, or one from apt-get.
if [ -n "$CHROMIUM" ]; then
  [ -x "$CHROMIUM" ] && echo "$CHROMIUM" && exit 0
  echo "CHROMIUM=$CHROMIUM cannot be run." >&2
  exit 1
fi
look() {
  for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    command -v "$name" && return 0
  done
  for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    [ -x "$path" ] && echo "$path" && return 0
  done
  path="$("$BIN/python" -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)' 2>/dev/null)"
  [ -x "$path" ] && echo "$path" && return 0
  return 1
}
look && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "No Chromium found; installing Debian's: apt-get install chromium" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >&2 && look && exit 0
fi
echo "No Chromium found for the browser tests. Install one (Debian: sudo apt-get install chromium; or: $BIN/playwright install chromium), or set CHROMIUM=/path/to/it." >&2
exit 1
