import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { onlyInSae } from './only-in-sae.ts';

/** The system of the identifiers that hold the number by which SAE knows a legal entity, where the register has another. */
const system = 'SAE_FINESS';

// SAE files the military hospitals under a number that the register has as one site of their legal entity, beside them.
const link = `
  insert into identifier (establishment_finess, system, value, source_code)
  select distinct kept.legal_entity_finess, '${system}', namesake.finess, $1
  from staged_establishment as staged join establishment as kept using (finess)
  join establishment as namesake on namesake.finess = staged.legal_entity_finess
  where namesake.level = 'SITE' and namesake.legal_entity_finess = kept.legal_entity_finess
  on conflict (establishment_finess, system, value) do nothing`;

// What SAE says of a legal entity or of its sites by its own number holds for the register's.
const translate = (column: string) => `
  update staged_establishment as staged set ${column} = known.establishment_finess from identifier as known
  where known.system = '${system}' and known.value = staged.${column}`;

const translateLegalEntities = `
  ${translate('finess')} and staged.level = 'LEGAL_ENTITY'
    and not exists (select from staged_establishment as other where other.finess = known.establishment_finess)`;

const different = `
  select staged.line, staged.raw, 'the register gives ' || finess || ' the legal entity ' || kept.legal_entity_finess || ', SAE ' || staged.legal_entity_finess || ': the register''s stays' as reason
  from staged_establishment as staged join establishment as kept using (finess)
  where not ${onlyInSae('kept')} and kept.legal_entity_finess <> staged.legal_entity_finess`;

/** Brings the staged legal entities to the register's numbers, and warns of those that differ for another reason, such as a merger. */
export async function linkLegalEntities(session: Session, input: InputFile, source: string): Promise<void> {
  const { client } = session;
  const linked = await client.query(link, [source]);
  session.count('identifiers', { new: linked.rowCount ?? 0 });
  await client.query(translateLegalEntities);
  await client.query(translate('legal_entity_finess'));
  await session.reportRows(input, 'warning', different);
}

const named = `
  insert into establishment (finess, level, name, source_code)
  select distinct site.legal_entity_finess, 'LEGAL_ENTITY', site.legal_entity_finess, $1
  from staged_establishment as staged join establishment as site using (finess)
  where site.legal_entity_finess is not null and not exists (select from establishment as known where known.finess = site.legal_entity_finess)`;

/** Makes sure that the legal entities of the loaded sites are there, with their number for a name where nothing more is known. */
export async function nameLegalEntities(session: Session, source: string): Promise<void> {
  const { rowCount } = await session.client.query(named, [source]);
  session.count('legal entities named by sites', { new: rowCount ?? 0 });
}

// Of a legal entity known by its number alone, this is all that is known: it is SAE's.
const inferStatuses = `
  update establishment as kept set legal_status_code = code, source_code = case when kept.listed_on is null and kept.name = kept.finess then $1 else kept.source_code end
  from (
    select legal_entity_finess as finess, min(legal_status_code) as code from staged_establishment
    where level = 'SITE' group by 1 having count(distinct legal_status_code) = 1
  ) as stated
  where kept.finess = stated.finess and kept.level = 'LEGAL_ENTITY' and kept.legal_status_code is null`;

/** The legal status of a site is that of its legal entity: where nothing else states it, and all sites agree, they tell it. */
export async function inferLegalStatuses(session: Session, source: string): Promise<void> {
  const { rowCount } = await session.client.query(inferStatuses, [source]);
  session.count('legal statuses told by sites', { changed: rowCount ?? 0 });
}
