#!/usr/bin/env bash
# A MariaDB server for tests, in a folder of its own: no network, root without a password, nothing forced to the
# disk.
#   mariadb.sh start FOLDER     makes the folder anew and returns when the server answers; FOLDER/socket and
#                               FOLDER/pid say where it is. An empty FOLDER/data is filled first.
#   mariadb.sh again FOLDER     starts it once more on the data it had
#   mariadb.sh stop FOLDER      stops it and removes the folder
set -euo pipefail
command=$1
folder=$2
# Extra options for the server, for tests that want a setting of their own.
read -r -a extra <<<"${SD_TEST_MARIADB_OPTIONS:-}"

alive() { [ -s "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null; }

run() {
  # A socket's path may have about 100 characters, and the folder lies deep.
  [ -s "$folder/socket" ] || echo "$(mktemp -d "${TMPDIR:-/tmp}/sd-mariadb.XXXXXX")/s" >"$folder/socket"
  local socket
  socket=$(cat "$folder/socket")
  # A server that starts removes temporary tables from its folder for them: those of the one beside it, too.
  mkdir -p "$folder/tmp"
  setsid mariadbd --no-defaults --user="$(id -un)" --datadir="$folder/data" --tmpdir="$folder/tmp" --socket="$socket" --skip-networking \
    --pid-file="$folder/server.pid" --log-error="$folder/server.log" --skip-log-bin --performance-schema=OFF \
    --innodb-buffer-pool-size=64M --innodb-log-file-size=16M --innodb-flush-log-at-trx-commit=0 \
    --innodb-flush-method=nosync --innodb-file-per-table=OFF --innodb-fast-shutdown=2 --sync-frm=OFF --max-connections=300 "${extra[@]}" \
    </dev/null >>"$folder/server.log" 2>&1 &
  echo $! >"$folder/pid"
  for ((tries = 0; tries < 600; ++tries)); do
    mariadb --no-defaults --user=root --socket="$socket" -e 'SELECT 1' >/dev/null 2>&1 && return
    alive || { tail -20 "$folder/server.log" >&2; exit 1; }
    sleep 0.05
  done
  echo "the server does not answer" >&2
  exit 1
}

end() {
  if alive; then
    local pid
    pid=$(cat "$folder/pid")
    kill "$pid"
    for ((tries = 0; tries < 600; ++tries)); do
      alive || break
      sleep 0.05
    done
    ! alive || kill -9 "$pid"
  fi
}

case "$command" in
  start)
    end
    rm -rf "$folder"
    mkdir -p "$folder/data"
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$folder/data" --skip-test-db \
      --auth-root-authentication-method=normal --innodb-flush-method=nosync >"$folder/install.log" 2>&1 ||
      { cat "$folder/install.log" >&2; exit 1; }
    run
    ;;
  again) run ;;
  stop)
    end
    [ ! -s "$folder/socket" ] || rm -rf "$(dirname "$(cat "$folder/socket")")"
    rm -rf "$folder"
    ;;
  *) echo "unknown command $command" >&2; exit 2 ;;
esac
