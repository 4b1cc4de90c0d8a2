import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';

/** A part of the register that an extract lists whole. */
export type Scope = 'LEGAL_ENTITIES' | 'SITES' | 'GROUPINGS';

/** One extract's claim to list a scope on a day. */
interface Claim {
  input: InputFile;
  scopes: readonly Scope[];
  extractedOn: string;
  source: string;
}

interface ScopeTable {
  /** As summaries and refusals call its rows. */
  name: string;
  target: string;
  table: string;
  where: string;
}

const tables: Record<Scope, ScopeTable> = {
  LEGAL_ENTITIES: {
    name: 'legal entities',
    target: 'establishments',
    table: 'establishment',
    where: `level = 'LEGAL_ENTITY'`,
  },
  SITES: { name: 'sites', target: 'establishments', table: 'establishment', where: `level = 'SITE'` },
  GROUPINGS: { name: 'groupings', target: 'groupings', table: '"grouping"', where: 'true' },
};

/** An extract that closes more rows than this, and more than half of the scope, is taken for a part of one. */
const suspiciousClosings = 100;

const newerExtract = `select max(extracted_on)::text as day from register_extract where scope = any($1) and extracted_on > $2 having count(*) > 0`;

const record = `
  insert into register_extract as kept (scope, extracted_on, source_code) values ($1, $2, $3)
  on conflict (scope) do update set extracted_on = excluded.extracted_on, source_code = excluded.source_code where kept.extracted_on < excluded.extracted_on`;

const countOpen = ({ table, where }: ScopeTable) =>
  `select count(*)::int as count from ${table} where ${where} and closed_on is null and listed_on is not null`;

/** A claim, with how many rows of each scope were open before it. */
export interface Claimed extends Claim {
  open: Map<Scope, number>;
}

/**
 * Takes note of a claim before its extract is loaded.
 * @throws OperatorError when an extract of a later day is loaded for one of its scopes
 */
export async function claim(session: Session, claimed: Claim): Promise<Claimed> {
  const { input, scopes, extractedOn } = claimed;
  const { rows } = await session.client.query<{ day: string }>(newerExtract, [scopes, extractedOn]);
  if (rows[0] && !session.options.force) {
    throw refusal(
      input,
      1,
      `extract of ${extractedOn}, older than the one of ${rows[0].day} that is loaded (--force loads it all the same)`,
    );
  }
  const open = new Map<Scope, number>();
  for (const scope of scopes) {
    const counted = await session.client.query<{ count: number }>(countOpen(tables[scope]));
    open.set(scope, counted.rows[0]!.count);
  }
  return { ...claimed, open };
}

/**
 * Closes, once all files of a command are loaded, what earlier extracts listed and these no longer do, and records their days.
 * A row that a later extract lists stays open, and so does one that no extract ever listed. A partial extract closes and records nothing.
 * @param claims in the order in which their files were loaded
 * @throws OperatorError when so much would be closed that a file must be a part of its register
 */
export async function closeUnlisted(session: Session, claims: Claimed[]): Promise<void> {
  if (session.options.partial) return;
  for (const scope of new Set(claims.flatMap((one) => one.scopes))) {
    const listing = claims.filter((one) => one.scopes.includes(scope));
    const last = listing.reduce((one, two) => (one.extractedOn <= two.extractedOn ? two : one));
    await closeScope(session, tables[scope], last, listing[0]!.open.get(scope)!);
    await session.client.query(record, [scope, last.extractedOn, last.source]);
  }
}

async function closeScope(
  session: Session,
  { name, target, table, where }: ScopeTable,
  { input, extractedOn }: Claim,
  open: number,
): Promise<void> {
  const { rowCount } = await session.client.query(
    `update ${table} set closed_on = $1 where ${where} and closed_on is null and listed_on < $1`,
    [extractedOn],
  );
  const closed = rowCount ?? 0;
  if (closed > suspiciousClosings && closed > open / 2) {
    throw new OperatorError(
      `${input.path} no longer lists ${closed} of the ${open} open ${name}, and would close them. If it is a part of the register, --partial loads it and closes nothing. Nothing was changed.`,
    );
  }
  session.count(target, { gone: closed });
}
