#!/usr/bin/env bash
# Builds cpprestsdk from the distribution's own source package against Boost 1.81 and prints the
# prefix it stands in. Debian 12 only: its libcpprest-dev is tied to Boost 1.74, which has no
# Boost.JSON, and the two Boosts cannot be installed side by side.
#
# The result is cached outside the checkout, keyed by everything it depends on; a second run
# prints the prefix at once. Needs the packages of packages.debian-12; no root, and nothing of
# the system's apt configuration is changed.
set -euo pipefail

cache="${SD_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/servicedesk}"
boost=$(dpkg-query -W -f '${Version}' libboost1.81-dev)
compiler=$(c++ -dumpfullversion)
recipe=1 # raise it when what is built below changes
prefix="$cache/cpprest-boost${boost//[^0-9a-z.]/_}-gcc$compiler-r$recipe"

if [ -e "$prefix/.complete" ]; then
  printf '%s\n' "$prefix"
  exit 0
fi

say() { printf 'cpprestsdk: %s\n' "$*" >&2; }
mkdir -p "$cache"
exec 9>"$cache/cpprest.lock"
flock 9 # two builds at once (two checkouts) wait for one another
if [ -e "$prefix/.complete" ]; then
  printf '%s\n' "$prefix"
  exit 0
fi

work=$(mktemp -d "$cache/cpprest-build.XXXXXX")
trap 'rm -rf "$work"' EXIT

# A private copy of the configured archives with source entries switched on.
mkdir -p "$work/sources.d" "$work/lists/partial"
for file in /etc/apt/sources.list.d/*.sources; do
  [ -e "$file" ] && sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$work/sources.d/$(basename "$file")"
done
: >"$work/sources.list"
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -e "$file" ] && sed -nE 's/^deb(-src)? /deb-src /p' "$file" >>"$work/sources.list"
done
apt=(-o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=$work/sources.d"
  -o "Dir::State::lists=$work/lists" -o "APT::Sandbox::User=" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache=")

say "reading the archive's source index"
apt-get "${apt[@]}" update >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; exit 1; }
say "fetching the source package (signature checked by apt)"
(cd "$work" && apt-get "${apt[@]}" source --download-only cpprest >>"$work/apt.log" 2>&1) ||
  { cat "$work/apt.log" >&2; exit 1; }
(cd "$work" && dpkg-source --no-check -x cpprest_*.dsc src >>"$work/apt.log" 2>&1) ||
  { cat "$work/apt.log" >&2; exit 1; }

say "building (about five minutes on two cores, once)"
cmake -S "$work/src/Release" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INSTALL_PREFIX="$prefix.new" -DBUILD_SHARED_LIBS=OFF -DBUILD_SAMPLES=OFF -DBUILD_TESTS=OFF \
  -DCPPREST_EXCLUDE_WEBSOCKETS=ON -DWERROR=OFF -DCMAKE_CXX_FLAGS="-w -fPIC" >"$work/build.log" 2>&1 ||
  { tail -40 "$work/build.log" >&2; exit 1; }
NINJA_STATUS='cpprestsdk: [%f/%t] ' ninja -C "$work/build" install 2>&1 | tee -a "$work/build.log" |
  grep --line-buffered -oE '^cpprestsdk: \[[0-9/]+\]' >&2 || true
[ -e "$prefix.new/include/cpprest/http_listener.h" ] || { tail -40 "$work/build.log" >&2; exit 1; }

rm -rf "$prefix"
mv "$prefix.new" "$prefix"
# The exported targets name the place they were installed to.
find "$prefix/lib" -name '*.cmake' -exec sed -i "s#$prefix.new#$prefix#g" {} +
touch "$prefix/.complete"
say "ready"
printf '%s\n' "$prefix"
