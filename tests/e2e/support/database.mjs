// Where the service of a browser test keeps its data: SQLite files, or a database on the server that tests/e2e/run.sh
// has started (SD_TEST_MARIADB names its folder).
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const kRunSqlite = `
import sqlite3, sys
kept = sqlite3.connect(sys.argv[1], timeout=10)
kept.executescript(sys.stdin.read())
`;

/** A value as both engines read it in a statement. Texts hold no backslash. */
function literal(value) {
  return typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}

const filled = (statement, values) => statement.replaceAll("?", () => literal(values.shift()));

function sqlitePlace(state) {
  const file = path.join(state, "servicedesk.db");
  return {
    url: `sqlite:${file}`,
    run: (inbox, statements) => execFileSync("python3", ["-c", kRunSqlite, inbox ? `${file}-inbox` : file], { input: statements }),
    drop: () => undefined,
  };
}

function serverPlace(state, folder) {
  const socket = readFileSync(path.join(folder, "socket"), "utf8").trim();
  const name = path.basename(state).replaceAll(/\W/g, "_");
  const client = (input, ...options) =>
    execFileSync("mariadb", ["--no-defaults", "--user=root", "--default-character-set=utf8mb4", `--socket=${socket}`, ...options], { input });
  client(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    url: `mysql://root@localhost/${name}?socket=${socket}`,
    run: (inbox, statements) => client(statements, name),
    drop: () => client(`DROP DATABASE ${name}`),
  };
}

/** {url, run(inbox, statement, ...rows), drop()}: `statement` once for each row of values, in place of its question marks. */
export function databasePlace(state) {
  const folder = process.env.SD_TEST_MARIADB;
  const place = folder ? serverPlace(state, folder) : sqlitePlace(state);
  return {
    ...place,
    run: (inbox, statement, ...rows) => place.run(inbox, rows.map((row) => `${filled(statement, [...row])};\n`).join("")),
  };
}
