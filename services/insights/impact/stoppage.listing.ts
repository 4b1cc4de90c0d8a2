import { sql } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { decodeNodeId } from '../../kit/reading/node-id.ts';
import { keyed, tieColumns, tiesIn, type Tie } from '../dependencies/tie.listing.ts';
import type { Context } from '../tables.ts';

/** What stops. */
export interface Stoppage {
  /** The establishment that stops; null for a unit. */
  finess: string | null;
  /** The establishment and its sites; empty for a unit. */
  establishments: string[];
  /** The units that stop, such as `Kitchen metz-cuisine`. */
  resources: string[];
  /** The ties that are lost. */
  ties: Tie[];
}

const units = ['CareUnit', 'Laboratory', 'Pharmacy', 'Kitchen', 'Laundry', 'ResearchStructure', 'TrainingPost'];

/** The stoppage of the object with a global id. @throws GraphQLError `BAD_USER_INPUT` unless it is an establishment or a unit */
export async function stoppageOf(context: Context, resource: string): Promise<Stoppage> {
  const node = decodeNodeId(resource);
  const isEstablishment = node?.typename === 'Establishment';
  if (!node || !/^[\w.-]+$/.test(node.key) || (!isEstablishment && !units.includes(node.typename)))
    throw badUserInput('resource', '`resource` must be the global id of an establishment or of one of its units.');
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
  // Units located there stop too, whatever their operator. The establishments that stop are not affected themselves.
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
  // Its own rollup, the legal entity and its sites, is affected too, unless the unit has another tie with the same consumer.
  const reported = ties.filter(
    (tie) =>
      tie.consumerFiness !== tie.providerFiness ||
      !ties.some((other) => other !== tie && other.consumerFiness === tie.consumerFiness),
  );
  return { finess: null, establishments: [], resources: [`${type} ${key}`], ties: reported };
}

/** The ties that meet a condition today, including those within a legal entity: an establishment is affected when its own kitchen stops. */
async function lostTies({ db, options }: Context, condition: Condition): Promise<Tie[]> {
  const { rows } = await sql<Tie>`
    with tie as (${tiesIn('reliance', condition, null)})
    select ${tieColumns} from tie
    join establishments.establishment c on c.finess = tie.consumer_finess
    join establishments.establishment p on p.finess = tie.provider_finess
  `.execute(db, options);
  return keyed(rows, null);
}
