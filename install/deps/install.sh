#!/usr/bin/env bash
# Installs what is missing to build, run and test: the distribution's packages (needs root, only while
# something is missing), cpprestsdk against Boost 1.81 where the distribution's own does not fit, and a
# Node.js new enough to build the pages. Prints shell assignments for the caller to eval:
#   SD_PREFIX_PATH=...  PATH=...
# --runtime-only leaves out what only tests need. Progress goes to standard error.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache="${SD_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/servicedesk}"
say() { printf '[install] %s\n' "$*" >&2; }
fail() { printf '[install] %s\n' "$*" >&2; exit 1; }

. /etc/os-release
list="$here/packages.$ID-${VERSION_ID:-}"
[ -e "$list" ] || fail "no package list for $ID ${VERSION_ID:-} (known: $(cd "$here" && ls packages.* | sed 's/packages.//' | tr '\n' ' ')). See README, 'Other distributions'."

missing=()
while read -r package; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done < <(grep -v '^#' "$list")
# Node.js may come from anywhere; the distribution's only when there is none.
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)

if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || fail "these packages are missing: ${missing[*]}
[install] Run once as root:  sudo $0   or   sudo apt-get install ${missing[*]}"
  say "installing ${#missing[@]} packages: ${missing[*]}"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  export DEBIAN_FRONTEND=noninteractive
  apt-get update >"$log" 2>&1 || { cat "$log" >&2; fail "apt-get update failed; is the package archive reachable?"; }
  apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
    { tail -30 "$log" >&2; fail "apt-get install failed"; }
fi

prefix=
if [ "$ID-$VERSION_ID" = debian-12 ]; then
  prefix=$("$here/cpprest.sh")
  "$here/mysqlcppconn.sh" "$prefix"
fi

# The UI kit's build needs Node.js 20.19 or newer; Debian 12 has 18. The npm registry carries node itself.
node_dir=
version=$(node -p 'process.versions.node.split(".").map(Number).reduce((a, n) => a * 1000 + n, 0)')
if [ "$version" -lt 20019000 ]; then
  if [ ! -x "$cache/node20/node_modules/.bin/node" ]; then
    say "fetching Node.js 20 from the npm registry (the distribution's is too old for the UI kit)"
    npm install --silent --no-audit --no-fund --prefix "$cache/node20" node@20 npm@10 >&2
  fi
  node_dir="$cache/node20/node_modules/.bin:"
fi
printf 'export SD_PREFIX_PATH=%q\nexport PATH=%q\n' "$prefix" "$node_dir$PATH"
