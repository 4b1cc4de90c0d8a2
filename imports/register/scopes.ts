import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';

/** A part of the register, or of what is authorised, that an extract lists completely. */
export type Scope = 'LEGAL_ENTITIES' | 'SITES' | 'GROUPINGS' | 'AUTHORISATIONS';

/** The claim of an extract that it lists scopes completely as of a date. */
interface Claim {
  input: InputFile;
  scopes: readonly Scope[];
  extractedOn: string;
  source: string;
}

interface ScopeTable {
  /** What messages call its rows. */
  name: string;
  target: string;
  table: string;
  where: string;
  /** The condition of those that are open. */
  isOpen: string;
  /** How one is closed on the day `$1`. */
  close: string;
}

const closedOn = { isOpen: 'closed_on is null', close: 'closed_on = $1' };

const tables: Record<Scope, ScopeTable> = {
  LEGAL_ENTITIES: {
    name: 'legal entities',
    target: 'establishments',
    table: 'establishment',
    where: `level = 'LEGAL_ENTITY'`,
    ...closedOn,
  },
  SITES: { name: 'sites', target: 'establishments', table: 'establishment', where: `level = 'SITE'`, ...closedOn },
  GROUPINGS: { name: 'groupings', target: 'groupings', table: '"grouping"', where: 'true', ...closedOn },
  AUTHORISATIONS: {
    name: 'authorisations',
    target: 'authorisations',
    table: 'clinical.authorisation',
    where: 'true',
    isOpen: 'is_active',
    close: `is_active = false, period = daterange(case when lower(period) < $1 then lower(period) end, least(upper(period), $1))`,
  },
};

/** An extract that would close more rows than this, and more than half of the scope, is probably only a part of the register. */
const suspiciousClosings = 100;

// Only one of the same form: different forms complete each other, and the later one counts row by row.
const newerExtract = `
  select max(extracted_on)::text as day from register_extract
  where scope = any($1) and extracted_on > $2 and source_code = $3 having count(*) > 0`;

const laterDay = 'select extracted_on::text as day from register_extract where scope = $1 and extracted_on > $2';

const record = `
  insert into register_extract as kept (scope, extracted_on, source_code) values ($1, $2, $3)
  on conflict (scope) do update set extracted_on = excluded.extracted_on, source_code = excluded.source_code where kept.extracted_on < excluded.extracted_on`;

const countOpen = ({ table, where, isOpen }: ScopeTable) =>
  `select count(*)::int as count from ${table} where ${where} and ${isOpen} and listed_on is not null`;

/** A claim, with the number of rows of each scope that were open before it. */
export interface Claimed extends Claim {
  open: Map<Scope, number>;
}

/**
 * Records a claim before its extract is loaded.
 * @throws OperatorError when a later extract of the same form has been loaded for one of its scopes
 */
export async function claim(session: Session, claimed: Claim): Promise<Claimed> {
  const { input, scopes, extractedOn, source } = claimed;
  const { rows } = await session.client.query<{ day: string }>(newerExtract, [scopes, extractedOn, source]);
  if (rows[0] && !session.options.force) {
    throw refusal(
      input,
      1,
      `the extract of ${extractedOn} is older than the loaded one of ${rows[0].day} (--force loads it anyway)`,
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
 * Closes the rows that earlier extracts listed and these no longer do, and records the dates of the extracts. Call it when all files
 * of a command are loaded. A row that a later extract lists stays open, and so does a row that no extract has ever listed. What an
 * older extract of another form adds is closed on the day of the later one, which does not list it.
 * A partial extract closes and records nothing.
 * @param claims in the order in which their files were loaded
 * @throws OperatorError when so many rows would be closed that the file is probably only a part of the register
 */
export async function closeUnlisted(session: Session, claims: Claimed[]): Promise<void> {
  if (session.options.partial) return;
  for (const scope of new Set(claims.flatMap((one) => one.scopes))) {
    const listing = claims.filter((one) => one.scopes.includes(scope));
    const last = listing.reduce((one, two) => (one.extractedOn <= two.extractedOn ? two : one));
    const { rows } = await session.client.query<{ day: string }>(laterDay, [scope, last.extractedOn]);
    await closeScope(session, tables[scope], { ...last, later: rows[0]?.day }, listing[0]!.open.get(scope)!);
    await session.client.query(record, [scope, last.extractedOn, last.source]);
  }
}

async function closeScope(
  session: Session,
  { name, target, table, where, isOpen, close }: ScopeTable,
  { input, extractedOn, later }: Claim & { later: string | undefined },
  open: number,
): Promise<void> {
  const { rowCount } = await session.client.query(
    `update ${table} set ${close} where ${where} and ${isOpen} and listed_on < $1`,
    [later ?? extractedOn],
  );
  const closed = rowCount ?? 0;
  if (closed > suspiciousClosings && closed > open / 2) {
    throw new OperatorError(
      `${later ? `${input.path} is older than the extract of ${later}, which does not list` : `${input.path} no longer lists`} ${closed} of the ${open} open ${name}, and would close them. If it is only a part of the register, --partial loads it without closing any. Nothing was changed.`,
    );
  }
  session.count(target, { gone: closed });
}
