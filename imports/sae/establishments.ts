import { dropDuplicates } from '../pipeline/duplicates.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { linkLegalEntities, nameLegalEntities, noteLegalStatuses } from './legal-entities.ts';
import { onlyInSae } from './only-in-sae.ts';

const numbers = { table: 'staged_establishment', key: ['finess'], what: `'number ' || finess` };

const otherLevel = `
  from staged_establishment as staged join establishment as kept using (finess) where kept.level <> staged.level`;

const levelConflicts = `
  select staged.line, staged.raw, 'the hub has ' || finess || ' as a ' || case kept.level when 'SITE' then 'site' else 'legal entity' end || ', which is kept' as reason ${otherLevel}`;

const dropOtherLevel = `delete from staged_establishment where finess in (select finess ${otherLevel})`;

// A legal entity that a site of the register refers to is known to the register, even if only by its number.
const unknownRows = `
  from staged_establishment as staged left join establishment as kept using (finess)
  where (kept.finess is null or ${onlyInSae('kept')})
    and not exists (select from establishment as site where site.legal_entity_finess = staged.finess and not ${onlyInSae('site')})`;

const unknownToRegister = `
  select staged.line, staged.raw, finess || ' is in SAE but not in the register, and is kept' as reason ${unknownRows}`;

const countUnknown = `
  select count(*) filter (where kept.finess is null)::int as added, count(kept.finess)::int as same ${unknownRows}`;

// A row that an extract lists, or that another source states, keeps its values: only nulls are filled. A row of an earlier year of SAE
// is renewed, and so is a legal entity that no source names. $1 is the year's source.
const prefer = (column: string) =>
  `case when renews then coalesce(staged.${column}, kept.${column}) else coalesce(kept.${column}, staged.${column}) end`;

const address = (column: string, stated = `staged.${column}`) =>
  `case when moves then ${stated} else kept.${column} end as ${column}`;

const rows = `
  select staged.finess, staged.level,
    case when renews then coalesce(staged.name, kept.name, staged.finess) else kept.name end as name,
    case when renews and staged.name is not null then null else kept.derived_name end as derived_name,
    ${prefer('category_code')} as category_code, ${prefer('phone')} as phone,
    coalesce(entity.legal_status_code, ${prefer('legal_status_code')}) as legal_status_code, ${prefer('legal_entity_finess')} as legal_entity_finess,
    ${address('address_lines', `coalesce(string_to_array(staged.address, E'\\n'), '{}')`)}, ${address('postal_code')}, ${address('city')},
    communed.commune_code, coalesce(communed.commune_code, case when moves then staged.department_code end, kept.territory_code, staged.department_code) as territory_code,
    case when renews then $1 else kept.source_code end as source_code
  from staged_establishment as staged left join establishment as kept using (finess)
  -- A site has the legal status of its legal entity.
  left join establishment as entity on entity.finess = coalesce(kept.legal_entity_finess, staged.legal_entity_finess) and staged.level = 'SITE'
  cross join lateral (
    select kept.finess is null or kept.listed_on is null and kept.name in (kept.finess, kept.derived_name) or ${onlyInSae('kept')} and kept.source_code <= $1 as renews
  ) as renewing
  cross join lateral (
    select case
      when kept.finess is null or kept.address_lines = '{}' and kept.postal_code is null and kept.city is null then true
      -- The addresses of legal entities in SAE lack the number and type of the street: the present address in the same town may have them.
      when staged.level = 'LEGAL_ENTITY' and kept.address_lines <> '{}' and (kept.postal_code, kept.city) = (staged.postal_code, staged.city) then false
      else renews and coalesce(staged.address, staged.postal_code, staged.city) is not null
    end as moves
  ) as moving
  cross join lateral (
    select case
      when moves then staged.commune_code
      when kept.territory_code is null or kept.territory_code = staged.department_code then coalesce(kept.commune_code, staged.commune_code)
      else kept.commune_code
    end as commune_code
  ) as communed`;

const columns = ['finess', 'level', 'name', 'category_code', 'phone', 'legal_status_code', 'legal_entity_finess'];
const placed = ['address_lines', 'postal_code', 'city', 'commune_code', 'territory_code'];

/** Writes the staged establishments: the facts of the register take precedence; establishments that it does not know are kept and reported. */
export async function loadEstablishments(session: Session, input: InputFile, source: string): Promise<void> {
  const { client } = session;
  await dropDuplicates(session, input, numbers);
  await client.query('analyze staged_establishment (finess, legal_entity_finess)');
  await linkLegalEntities(session, input, source);
  await session.reportRows(input, 'warning', levelConflicts);
  await client.query(dropOtherLevel);
  await session.reportRows(input, 'warning', unknownToRegister);
  const { rows: counted } = await client.query<{ added: number; same: number }>(countUnknown);
  const counts = await upsert(
    client,
    {
      table: 'establishment',
      key: ['finess'],
      columns: [...columns, ...placed, 'derived_name', 'source_code'],
      uncounted: ['derived_name', 'source_code'],
      rows,
    },
    [source],
  );
  session.count('establishments', counts);
  session.count('establishments in SAE only', { new: counted[0]!.added, same: counted[0]!.same });
  await nameLegalEntities(session, source);
  await noteLegalStatuses(session, source);
}
