import type pg from 'pg';
import { loadDatasets, loadSources } from './load-datasets.ts';
import { loadRegister } from './load-register.ts';
import { loadNomenclatures } from './nomenclatures.ts';
import { readReferenceRegister } from './register-rows.ts';
import { referenceFolder } from './yaml.ts';

const isEmpty = 'select not exists (select from establishment) as empty';

// After the agreements, whose parties are establishments of the register.
const linkMemberships = `
  update membership set agreement_reference = member.agreement
  from jsonb_to_recordset($1) as given (code text, members jsonb)
  cross join lateral jsonb_to_recordset(members) as member (establishment text, role text, start date, agreement text)
  join agreement on agreement.reference = member.agreement
  where grouping_code = given.code and establishment_finess = member.establishment and membership.role = member.role
    and lower(membership.period) is not distinct from member.start and agreement_reference is null`;

/**
 * Updates the nomenclatures, and loads the parts of the reference dataset that the hub lacks: the register if it has no establishment,
 * and each dataset that has no rows. Call it within a transaction.
 * The rows of the register are not listed by an extract (`listed_on` is null), so that no extract closes them; an extract that lists
 * them updates them.
 * @throws OperatorError with the errors of the reference dataset
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
