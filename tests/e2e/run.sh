#!/usr/bin/env bash
# Browser tests of the portal double and of the extension inside it, in Debian's Chromium; a few in its Firefox, where there is one.
#   tests/e2e/run.sh BUILD_DIR [TEST...]   all tests (or the named files) against the programs in BUILD_DIR
#   SD_E2E_MARIADB=1 tests/e2e/run.sh ...  the same with the service's data on a MariaDB server that is started for it
#   tests/e2e/run.sh --fast                only the pure units: no program, no browser, no packages
# Screenshots go to SD_ARTIFACTS, or build/screenshots. Exit code 0: all passed, 1: not, 2: wrong use.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case "${1:-}" in
  "" | -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; [ -n "${1:-}" ] && exit 0 || exit 2 ;;
  --fast) cd "$here" && exec node --test --test-reporter=spec units/*.test.mjs ;;
esac
SD_BUILD_DIR=$(cd "$1" 2>/dev/null && pwd) || { echo "no build folder $1" >&2; exit 2; }
export SD_BUILD_DIR
shift
cd "$here"
[ -x "${SD_CHROMIUM:-/usr/bin/chromium}" ] || { echo "no Chromium at ${SD_CHROMIUM:-/usr/bin/chromium} (package chromium)" >&2; exit 1; }
if [ ! -e node_modules/.complete ] || [ package-lock.json -nt node_modules/.complete ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  touch node_modules/.complete
fi
# What drives Firefox is fetched only where there is one.
if [ -x "${SD_FIREFOX:-/usr/bin/firefox-esr}" ] &&
  { [ ! -e firefox/node_modules/.complete ] || [ firefox/package-lock.json -nt firefox/node_modules/.complete ]; }; then
  (cd firefox && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.complete)
fi
[ $# -gt 0 ] || set -- units/*.test.mjs ./*.test.mjs
if [ -n "${SD_E2E_MARIADB:-}" ]; then
  SD_TEST_MARIADB=$(mktemp -d "${TMPDIR:-/tmp}/sd-e2e-mariadb.XXXXXX")/server
  export SD_TEST_MARIADB
  trap '"$here/../servers/mariadb.sh" stop "$SD_TEST_MARIADB"; rmdir "$(dirname "$SD_TEST_MARIADB")"' EXIT
  "$here/../servers/mariadb.sh" start "$SD_TEST_MARIADB"
  node --test --test-concurrency=1 --test-reporter=spec "$@"
  exit
fi
# One file at a time: they share two cores with a browser each.
exec node --test --test-concurrency=1 --test-reporter=spec "$@"
