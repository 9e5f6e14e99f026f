// The rows of a measurement: printed as a table, written as JSON.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

export const median = (values) => quantile(values, 0.5);

/** The value that the share `q` of `values` does not exceed. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}

export class Table {
  #rows = [];

  /** `target` says in words what `holds`; without both the figure is only told. */
  row(name, unit, values, target, holds) {
    const rounded = values.map((value) => Number(value.toPrecision(4)));
    this.#rows.push({
      name, unit, median: median(rounded), spread: `${Math.min(...rounded)}..${Math.max(...rounded)}`,
      rounds: rounded.length, target: target ?? '', holds,
    });
  }

  text() {
    const cells = [['what', 'median', 'spread', 'unit', 'target', ''],
      ...this.#rows.map((r) => [r.name, String(r.median), r.rounds > 1 ? r.spread : '', r.unit, r.target, r.holds === undefined ? '' : r.holds ? 'met' : 'MISSED'])];
    const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
    return cells.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n');
  }

  /** Writes bench.json into `folder` and returns what is to be printed. */
  finish(folder, smoke) {
    const machine = { cpu: os.cpus()[0].model, cores: os.cpus().length, memory_gib: Math.round(os.totalmem() / 2 ** 30), kernel: os.release(), node: process.version };
    const load = os.loadavg().map((value) => Number(value.toFixed(2)));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'bench.json'), JSON.stringify({ machine, load, smoke, rows: this.#rows }, null, 2));
    return `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB, Linux ${machine.kernel}, load average at the end ${load.join(' ')}` +
      `${smoke ? ' (smoke run: one short round)' : ''}\n${this.text()}\n`;
  }
}

/** Resident memory of a process in MB: now, or the most it ever had. */
export function memory(pid, most = false) {
  const field = most ? 'VmHWM' : 'VmRSS';
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024;
}

/** Seconds of processor time a process has used. */
export function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
