import { vi } from 'vitest';
import { services } from '../../services/registry.ts';
import { readChanges } from '../../services/kit/database/change-log/reader.ts';
import { changeLog, serviceUrl } from '../../services/kit/database/role.ts';
import type { Running } from '../../platform/process.ts';
import type { TestDatabase } from './database.ts';
import { rowsOf } from './rows-of.ts';

/** A change as a line: what of it tests look at. */
export interface LoggedLine {
  kind: string;
  type: string;
  key: string;
  fields: { field: string; before: string | null; after: string | null }[];
  establishments: string[];
}

export interface TestReader extends Running {
  /** What the reader logged, a line each. */
  log: string[];
}

/** Starts a reader of a database's changes. */
export function beginReader(url: string): TestReader {
  const log: string[] = [];
  const logger = { info: (text: string) => void log.push(text), warn: (text: string) => void log.push(text) };
  const reader = readChanges(serviceUrl(changeLog, url), services, logger as never, { keptDays: 400, retryMs: 50 });
  return { ...reader, log };
}

/** The same, once it reads. */
export async function startReader(url: string): Promise<TestReader> {
  const reader = beginReader(url);
  await reads(url);
  return reader;
}

/** Waits until somebody reads the changes of a database: a slot that is being made is active as well. */
export const reads = (url: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const [slot] = await rowsOf<{ active: boolean }>(
        url,
        `select active from pg_replication_slots, establishments.change_log where ${ofDatabase} and read_to is not null`,
      );
      if (!slot?.active) throw new Error('Nobody reads.');
    },
    { timeout: 20_000, interval: 20 },
  );

const ofDatabase =
  "slot_name = 'maillage_changes_' || (select oid from pg_database where datname = current_database())";

/** Waits until the log has everything that is committed now. */
export async function caughtUp(url: string): Promise<void> {
  const [now] = await rowsOf<{ lsn: string }>(
    url,
    "select pg_logical_emit_message(false, 'maillage', '', true) as lsn",
  );
  await vi.waitFor(
    async () => {
      const [slot] = await rowsOf<{ done: boolean }>(
        url,
        `select confirmed_flush_lsn >= '${now!.lsn}'::pg_lsn - 100 as done from pg_replication_slots where ${ofDatabase}`,
      );
      if (!slot?.done) throw new Error('It has not been read.');
    },
    { timeout: 30_000, interval: 5 },
  );
}

/** The changes that the log has, in its order. */
export const logged = (url: string): Promise<LoggedLine[]> =>
  rowsOf<LoggedLine & Record<string, unknown>>(
    url,
    'select kind, type, key, fields || confidential as fields, establishments from establishments.change order by position, sequence',
  );

/** The same as lines of text: `CHANGED CareUnit code=a beds 1>2`. */
export const loggedLines = async (url: string): Promise<string[]> =>
  (await logged(url)).map(({ kind, type, key, fields }) =>
    [kind, type, key, ...fields.map(({ field, before, after }) => `${field}:${before ?? ''}>${after ?? ''}`)].join(' '),
  );

/** Gives a database a log that nobody reads on, with changes that are the same in each run. */
export async function beginLog(database: TestDatabase): Promise<void> {
  await database.query(`
    insert into change_log (read_to) values (1);
    insert into change (position, sequence, at, service, table_name, type, key, node_key, kind, fields, confidential, establishments,
      institution, import, files, source)
    values
      (10, 1, '2026-01-02T03:04:05.678Z', 'clinical', 'care_unit', 'CareUnit', 'code=essai', 'essai', 'ADDED',
        '[{"field": "code", "before": null, "after": "essai"}, {"field": "beds", "before": null, "after": "4"}]', '[]',
        '{570005165,570026682}', '570005165', null, '{}', null),
      (10, 2, '2026-01-02T03:04:05.678Z', 'clinical', 'care_unit', 'CareUnit', 'code=essai', 'essai', 'CHANGED',
        '[{"field": "staffedBy", "before": null, "after": "570000596"}]', '[]', '{570000596,570005165,570026682}', '570005165',
        null, '{}', null),
      (20, 1, '2026-02-03T04:05:06.789Z', 'logistics', 'supply_contract', 'MealContract', 'code=essai', null, 'CHANGED',
        '[{"field": "dailyVolume", "before": "650", "after": "700"}]', '[]', '{570005165}', null, 'partner', '{contrats.csv}', 'illustrative'),
      (30, 1, '2026-03-04T05:06:07.890Z', 'clinical', 'care_unit', 'CareUnit', 'code=essai', 'essai', 'REMOVED',
        '[{"field": "code", "before": "essai", "after": null}]', '[]', '{570000596,570005165}', null, null, '{}', null)`);
}
