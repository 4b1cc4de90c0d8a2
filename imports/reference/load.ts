import type pg from 'pg';
import { loadDatasets, loadSources } from './load-datasets.ts';
import { loadRegister } from './load-register.ts';
import { loadNomenclatures } from './nomenclatures.ts';
import { readReferenceRegister } from './register-rows.ts';
import { referenceFolder } from './yaml.ts';

const isEmpty = 'select not exists (select from establishment) as empty';

// The agreements come after, since establishments are their parties.
const linkMemberships = `
  update membership set agreement_reference = member.agreement
  from jsonb_to_recordset($1) as given (code text, members jsonb)
  cross join lateral jsonb_to_recordset(members) as member (establishment text, role text, start date, agreement text)
  join agreement on agreement.reference = member.agreement
  where grouping_code = given.code and establishment_finess = member.establishment and membership.role = member.role
    and lower(membership.period) is not distinct from member.start and agreement_reference is null`;

/**
 * Brings the nomenclatures up to date, and gives a hub what it lacks of the reference dataset: the register when it has no establishment,
 * and the rows of each dataset that has none. To be called within a transaction.
 * No extract lists the register's rows (`listed_on` is null), so that none closes them; one that names them takes them over.
 * @throws OperatorError that lists the faults of the reference dataset
 */
export async function loadReference(client: pg.Client, folder: URL = referenceFolder): Promise<void> {
  const { rows } = await client.query<{ empty: boolean }>(isEmpty);
  const isFresh = rows[0]!.empty;
  await loadNomenclatures(client, folder);
  await loadSources(client, folder);
  if (isFresh) await loadRegister(client, readReferenceRegister(folder));
  const loaded = await loadDatasets(client, folder, isFresh);
  if (loaded.has('agreements'))
    await client.query(linkMemberships, [JSON.stringify(readReferenceRegister(folder).groupings)]);
}
