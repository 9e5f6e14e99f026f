#!/usr/bin/env bash
# The service behind the nginx configuration we ship: tests/integration/nginx.sh BUILD_DIR
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec python3 "$root/tests/integration/nginx_test.py" --root "$root" --bin "$(cd "$1" && pwd)"
