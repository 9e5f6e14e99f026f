// How long reports take on a desk of years, by tests/bench/report_times.cpp.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { quantile } from './table.mjs';

/**
 * Each report for every month and for two years: its p50 and p95, with years more and fewer around it; all labour records
 * into files. `tasks`: of two years.
 */
export function reportTimes(table, { bin, smoke, say, tasks = 200_000 }) {
  const years = smoke ? [2] : [1, 2, 4];
  for (const engine of ['sqlite', 'mariadb']) {
    for (const kept of years) {
      const aYear = smoke ? 2_000 : Math.ceil(tasks / 2);
      say(`${engine}: making a desk of ${(aYear * kept).toLocaleString('en')} tasks and asking it for reports`);
      const out = execFileSync(join(bin, 'tests/bench/report_times'), [engine, String(aYear), String(kept), smoke ? '1' : '3'], {
        encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26,
        env: { ...process.env, SD_TEST_MARIADB_OPTIONS: '--innodb-buffer-pool-size=512M', ...(engine === 'mariadb' ? { SD_TEST_MARIADB: 'own' } : {}) },
      });
      for (const line of out.trim().split('\n')) {
        const { name, unit, values, target } = JSON.parse(line);
        if (!target) {
          table.row(`${engine}, ${name}`, unit, values);
          continue;
        }
        const p95 = quantile(values, 0.95);
        table.row(`${engine}, ${name}, p50`, unit, [quantile(values, 0.5)]);
        table.row(`${engine}, ${name}, p95`, unit, [p95], `< ${target}`, p95 < target);
      }
    }
  }
}
