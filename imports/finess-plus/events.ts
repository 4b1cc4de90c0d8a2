import type pg from 'pg';
import { BadRecord } from '../pipeline/bad-record.ts';
import { date } from '../pipeline/checks.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { Session } from '../pipeline/session.ts';
import { fillAtOnce } from '../pipeline/fill-at-once.ts';
import { Staging } from '../../services/kit/database/staging.ts';
import { upsert } from '../../services/kit/database/upsert.ts';

const text = 'text collate "C"';

/** The columns of a list of events, with their types and what they take of an event; each is an array. */
const fields = {
  numbers: { type: 'bigint[]', of: (event: Event) => numberOf(event) },
  codes: { type: 'text[]', of: (event: Event) => codeOf(event) },
  states: { type: 'text[]', of: (event: Event) => valueOf(event, 'etatObjet1') },
  happened_on: {
    type: 'date[]',
    of: (event: Event) => date(valueOf(event, 'dateEvenement')?.slice(0, 10) ?? '', 'the day of an event'),
  },
  recorded_on: {
    type: 'date[]',
    of: (event: Event) =>
      date(valueOf(event, 'dateEnregistrement')?.slice(0, 10) ?? '', 'the day of recording of an event'),
  },
  object_types: { type: 'text[]', of: (event: Event) => valueOf(event, 'typeObjet1') },
  object_numbers: { type: 'text[]', of: (event: Event) => valueOf(event, 'identifiantObjet1') },
  other_object_types: { type: 'text[]', of: (event: Event) => valueOf(event, 'typeObjet2') },
  other_object_numbers: { type: 'text[]', of: (event: Event) => valueOf(event, 'identifiantObjet2') },
} as const;

type Event = Record<string, unknown>;
type Column = keyof typeof fields;
const columns = Object.keys(fields) as Column[];

/** The events of an establishment in a file: for each column, the text of its array. */
export type StagedEvents = Record<Column, string> & { line: number; finess: string };

export const stageEvents = (client: pg.Client): Promise<Staging<StagedEvents>> =>
  Staging.create<StagedEvents>(client, 'staged_events', {
    line: 'bigint',
    finess: text,
    ...(Object.fromEntries(columns.map((column) => [column, fields[column].type])) as Record<Column, string>),
  });

/** An empty list is staged as well: the establishment has lost the events of an earlier file. */
export function eventsOf(line: number, finess: string, events: readonly unknown[], secondary: Secondary): StagedEvents {
  const lists = columns.map(() => '');
  for (const event of events) {
    const values = secondary(() => columns.map((column) => fields[column].of(event as Event)));
    if (!values) continue;
    for (const [index, value] of values.entries()) lists[index] += `${lists[index] === '' ? '' : ','}${quoted(value)}`;
  }
  const arrays = columns.map((column, index) => [column, `{${lists[index]}}`]);
  return { line, finess, ...(Object.fromEntries(arrays) as Record<Column, string>) };
}

const quoted = (value: string | null): string => {
  if (value === null) return 'NULL';
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, (character) => `\\${character}`) : value}"`;
};

// By hand: a schema's check of two million events would take as long as the rest.
function valueOf(event: Event, name: string): string | null {
  const value = event?.[name];
  if (typeof value === 'number') return String(value);
  // A code as in the published schema.
  if (typeof value === 'object' && value !== null) return valueOf(value as Event, 'code');
  return typeof value === 'string' ? value.trim() || null : null;
}

function numberOf(event: Event): string {
  const number = valueOf(event, 'evenementId') ?? '';
  if (!/^\d{1,18}$/.test(number)) throw new BadRecord(`the number ${number || '(empty)'} of an event is not a number`);
  return number;
}

function codeOf(event: Event): string {
  const code = valueOf(event, 'codeEvenement') ?? '';
  if (!/^\w{1,10}$/.test(code)) throw new BadRecord(`the code ${code || '(empty)'} of an event is not a code`);
  return code;
}

const rows = `
  select distinct on (finess) finess as establishment_finess, $2::text as source_code, $1::date as listed_on, ${columns.map((column) => `staged.${column}`).join(', ')}
  from staged_events as staged
  left join register_event_list as kept on kept.establishment_finess = finess and kept.source_code = $2
  where case when kept.listed_on is null then cardinality(staged.numbers) > 0 else kept.listed_on <= $1 end
  order by finess, line desc`;

/** Writes the staged events: those of each listed establishment replace those of an earlier file. */
export async function loadEvents(session: Session, source: string, extractedOn: string): Promise<void> {
  const { client } = session;
  await client.query('analyze staged_events (finess)');
  const table = {
    table: 'register_event_list',
    key: ['establishment_finess', 'source_code'],
    columns: ['establishment_finess', 'source_code', 'listed_on', ...columns],
    uncounted: ['listed_on'],
    rows,
  };
  const { rows: kept } = await client.query('select from register_event_list where source_code = $1 limit 1', [source]);
  const write = async () =>
    session.count('establishments with events', await upsert(client, table, [extractedOn, source]));
  await (kept.length > 0 ? write() : fillAtOnce(client, ['register_event_list'], write));
}
