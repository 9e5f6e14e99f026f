#!/usr/bin/env bash
# Runs every fuzz target from its seeds: tests/fuzz/run.sh BUILD_DIR RUNS_EACH [SECONDS_EACH]
# The same runs each time, so that what CI finds is found again; SECONDS_EACH (default 60) cuts a slow one short.
set -euo pipefail
build=$1 runs=$2 seconds=${3:-60}
seeds=$(cd "$(dirname "$0")" && pwd)/seeds
found=0
for target in "$build"/tests/fuzz/*_fuzz; do
  [ -x "$target" ] || continue
  name=$(basename "$target")
  corpus=$(mktemp -d)
  [ -d "$seeds/$name" ] || { echo "no seeds for $name in tests/fuzz/seeds/$name" >&2; exit 1; }
  cp "$seeds/$name"/* "$corpus/"
  log=$(mktemp)
  if ! "$target" "$corpus" -seed=1 -runs="$runs" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix="${SD_ARTIFACTS:-/tmp}/$name-" >"$log" 2>&1; then
    tail -60 "$log"
    echo "$name FAILED"
    exit 1
  fi
  printf '%-24s %s\n' "$name" "$(grep -oE 'Done [0-9]+ runs' "$log")"
  rm -rf "$corpus" "$log"
  found=$((found + 1))
done
[ "$found" -gt 0 ] || { echo "no fuzz target was built" >&2; exit 1; }
echo "$found fuzz targets ran clean"
