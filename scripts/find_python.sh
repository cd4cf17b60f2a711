#!/bin/sh
# Prints the first Python of 3.11.5 or newer that can make a virtual environment; PYTHON names one to try first.
for python in "$PYTHON" python3 python3.14 python3.13 python3.12 python3.11 python; do
  [ -n "$python" ] || continue
  path="$(command -v "$python")" || continue
  "$path" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null || continue
  echo "$path"
  exit 0
done
echo "Python 3.11.5 or newer is needed (with venv; Debian: apt-get install python3-venv), and none was found. Set PYTHON=/path/to/python3 if it lies elsewhere." >&2
exit 1
