import { sql } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { decodeNodeId } from '../../kit/reading/node-id.ts';
import { keyed, tieColumns, tiesIn, type Tie } from '../dependencies/tie.listing.ts';
import type { Context } from '../tables.ts';

/** What stops. */
export interface Stoppage {
  /** The establishment that was named, if it is one and not a unit. */
  finess: string | null;
  /** It and its sites; none, where a unit stops. */
  establishments: string[];
  /** The units that stop, as `Kitchen metz-cuisine`. */
  resources: string[];
  /** The ties that are lost with it. */
  ties: Tie[];
}

const units = ['CareUnit', 'Laboratory', 'Pharmacy', 'Kitchen', 'Laundry', 'ResearchStructure', 'TrainingPost'];

/** What stops with the object of a global id; `BAD_USER_INPUT` where that is of no kind that can. */
export async function stoppageOf(context: Context, resource: string): Promise<Stoppage> {
  const node = decodeNodeId(resource);
  const isEstablishment = node?.typename === 'Establishment';
  if (!node || !/^[\w-]+$/.test(node.key) || (!isEstablishment && !units.includes(node.typename)))
    throw badUserInput('resource', '`resource` is no global id of an establishment or of one of its units.');
  return isEstablishment
    ? stoppageOfEstablishment(context, node.key)
    : stoppageOfUnit(context, node.typename, node.key);
}

async function stoppageOfEstablishment(context: Context, finess: string): Promise<Stoppage> {
  const { rows } = await sql<{ finess: string }>`
    select member_finess as finess from rollup where establishment_finess = ${finess}`.execute(
    context.db,
    context.options,
  );
  const establishments = rows.map((row) => row.finess);
  // What stands at a place stops with it, whoever operates it; what stops itself is not hit.
  const ties = await lostTies(
    context,
    sql<boolean>`(t.provider_finess = any(${establishments}::text[]) or t.place_finess = any(${establishments}::text[]))
      and t.consumer_finess <> all(${establishments}::text[])`,
  );
  const resources = ties.flatMap(({ resourceType, resourceKey }) =>
    resourceKey ? `${resourceType} ${resourceKey}` : [],
  );
  return { finess, establishments, resources, ties };
}

async function stoppageOfUnit(context: Context, type: string, key: string): Promise<Stoppage> {
  const ties = await lostTies(context, sql<boolean>`t.resource_type = ${type} and t.resource_key = ${key}`);
  // Its own rollup (the legal entity and its sites) loses it too, which is told where nobody else is said to provide there.
  const reported = ties.filter(
    (tie) =>
      tie.consumerFiness !== tie.providerFiness ||
      !ties.some((other) => other !== tie && other.consumerFiness === tie.consumerFiness),
  );
  return { finess: null, establishments: [], resources: [`${type} ${key}`], ties: reported };
}

/** The ties that fulfil a condition today, within a legal entity too: who has a kitchen of its own is hit when it stops. */
async function lostTies({ db, options }: Context, condition: Condition): Promise<Tie[]> {
  const { rows } = await sql<Tie>`
    with tie as (${tiesIn('reliance', condition, null)})
    select ${tieColumns} from tie
    join establishments.establishment c on c.finess = tie.consumer_finess
    join establishments.establishment p on p.finess = tie.provider_finess
  `.execute(db, options);
  return keyed(rows, null);
}
