#!/usr/bin/env bash
# Unpacks the headers of MySQL Connector/C++ from the distribution's package into PREFIX, beside a link to the
# installed library. Debian 12 only: its libmysqlcppconn-dev is tied to Boost 1.74 and cannot be installed beside
# the Boost this product uses, although the headers need no Boost. Needs the package of the library; no root.
#   mysqlcppconn.sh PREFIX
set -euo pipefail
prefix=$1
[ ! -e "$prefix/include/mysql_driver.h" ] || exit 0

say() { printf 'mysqlcppconn: %s\n' "$*" >&2; }
work=$(mktemp -d "$prefix/mysqlcppconn.XXXXXX")
trap 'rm -rf "$work"' EXIT
say "fetching the package of the headers (signature checked by apt)"
(cd "$work" && apt-get -o APT::Sandbox::User= download libmysqlcppconn-dev >apt.log 2>&1) || { cat "$work/apt.log" >&2; exit 1; }
dpkg -x "$work"/libmysqlcppconn-dev_*.deb "$work/package"
mkdir -p "$prefix/include" "$prefix/lib"
ln -sfn "$(dpkg -L libmysqlcppconn7v5 | grep -m1 '/libmysqlcppconn\.so\.7$')" "$prefix/lib/libmysqlcppconn.so"
cp -r "$work/package/usr/include/cppconn" "$work/package/usr/include/mysql_connection.h" "$prefix/include/"
# Last: its presence says that all of it is there.
cp "$work/package/usr/include/mysql_driver.h" "$prefix/include/"
