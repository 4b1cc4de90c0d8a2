import type pg from 'pg';
import type { Caller } from '../../../platform/contract/caller.ts';

/** What an institution takes part in. */
export interface Rights {
  /** It and its sites, by FINESS number. */
  establishments: ReadonlySet<string>;
  /** The cooperation actions of agreements that it, or a site of it, is a party of. */
  actions: ReadonlySet<string>;
}

/** The scope that an operator gives to who may see the confidential facts of all. */
const ofAll = 'partner:all';

/** Whether a caller may see the confidential facts of all institutions. */
export const seesAll = ({ institution, scopes }: Caller): boolean => institution !== null && scopes.includes(ofAll);

/** The query for the rights of the institution `$1`. */
const rightsQuery = `
  select array(select finess from establishments.establishment where $1 in (finess, legal_entity_finess)) as establishments,
    array(
      select action.reference
      from establishments.establishment as e
      join establishments.agreement_party as party on party.establishment_finess = e.finess
      join establishments.cooperation_action as action using (agreement_reference)
      where $1 in (e.finess, e.legal_entity_finess)) as actions`;

/** Rights as their query answers. */
interface RightsRow {
  establishments: string[];
  actions: string[];
}

/** The rights of an institution, of which only its number is known where nothing can be asked. */
export const rightsFrom = (institution: string, row?: RightsRow): Rights => ({
  establishments: new Set([institution, ...(row?.establishments ?? [])]),
  actions: new Set(row?.actions),
});

/** Reads the rights of an institution. */
export async function readRights(pool: pg.Pool, institution: string): Promise<Rights> {
  const { rows } = await pool.query<RightsRow>(rightsQuery, [institution]);
  return rightsFrom(institution, rows[0]);
}
