#!/bin/sh
# Prints the path of a Chromium for the browser tests: $CHROMIUM, Debian's headless shell (from apt-get where it may be used,
# with the fonts that the tests name), the system's browser, or Playwright's own. The headless shell is the same browser
# without windows: it opens a page in half the time.
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
# Debian as root: the browser and the fonts that layout tests name, as far as they are not there.
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  wanted="fonts-dejavu-core fonts-liberation fonts-noto-cjk"
  [ -n "$CHROMIUM" ] || wanted="chromium-headless-shell $wanted"
  # shellcheck disable=SC2086
  if ! dpkg-query -W $wanted >/dev/null 2>&1; then
    echo "Installing the tests' browser and fonts: apt-get install $wanted" >&2
    apt-get update -qq >&2 || true
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >&2 ||
      echo "Not all could be installed; what is there is used." >&2
  fi
fi
if [ -n "$CHROMIUM" ]; then
  [ -x "$CHROMIUM" ] && echo "$CHROMIUM" && exit 0
  echo "CHROMIUM=$CHROMIUM cannot be run." >&2
  exit 1
fi
command -v chromium-headless-shell && exit 0
look && exit 0
echo "No Chromium found for the browser tests. Install one (Debian: sudo apt-get install chromium-headless-shell fonts-dejavu-core fonts-liberation fonts-noto-cjk; or: $BIN/python -m playwright install chromium), or set CHROMIUM=/path/to/it." >&2
exit 1
