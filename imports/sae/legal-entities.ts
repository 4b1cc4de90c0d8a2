import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { onlyInSae } from './only-in-sae.ts';
import { ownNumberSystem, translateNumbers } from './own-numbers.ts';

// SAE gives the military hospitals a legal entity with a number that is, in the register, another site of their legal entity.
const link = `
  insert into identifier (establishment_finess, system, value, source_code)
  select distinct kept.legal_entity_finess, '${ownNumberSystem}', namesake.finess, $1
  from staged_establishment as staged join establishment as kept using (finess)
  join establishment as namesake on namesake.finess = staged.legal_entity_finess
  where namesake.level = 'SITE' and namesake.legal_entity_finess = kept.legal_entity_finess
  on conflict (establishment_finess, system, value) do nothing`;

const translateLegalEntities = `
  ${translateNumbers('staged_establishment', 'finess')} and staged.level = 'LEGAL_ENTITY'
    and not exists (select from staged_establishment as other where other.finess = known.establishment_finess)`;

const different = `
  select staged.line, staged.raw, 'the legal entity of ' || finess || ' is ' || kept.legal_entity_finess || ' in the register and ' || staged.legal_entity_finess || ' in SAE: the register''s is kept, and the figures of the year count for the other' as reason
  from staged_establishment as staged join establishment as kept using (finess)
  where not ${onlyInSae('kept')} and kept.legal_entity_finess <> staged.legal_entity_finess`;

/** Replaces the numbers of staged legal entities by those of the register, and warns of other differences, such as mergers. */
export async function linkLegalEntities(session: Session, input: InputFile, source: string): Promise<void> {
  const { client } = session;
  const linked = await client.query(link, [source]);
  session.count('identifiers', { new: linked.rowCount ?? 0 });
  await client.query(translateLegalEntities);
  await client.query(translateNumbers('staged_establishment', 'legal_entity_finess'));
  await session.reportRows(input, 'warning', different);
}

const named = `
  insert into establishment (finess, level, name, source_code)
  select distinct site.legal_entity_finess, 'LEGAL_ENTITY', site.legal_entity_finess, $1
  from staged_establishment as staged join establishment as site using (finess)
  where site.legal_entity_finess is not null and not exists (select from establishment as known where known.finess = site.legal_entity_finess)`;

/** Adds missing legal entities of the loaded sites, named by their number as nothing else is known of them. */
export async function nameLegalEntities(session: Session, source: string): Promise<void> {
  const { rowCount } = await session.client.query(named, [source]);
  session.count('legal entities named by sites', { new: rowCount ?? 0 });
}

const statuses = `
  create temp table if not exists stated_status (finess text collate "C", source text collate "C", code text collate "C") on commit drop`;

const noteStatuses = `
  insert into stated_status select distinct legal_entity_finess, $1, legal_status_code from staged_establishment
  where level = 'SITE' and legal_entity_finess is not null and legal_status_code is not null`;

/** Notes which legal statuses a table gives to the sites of each legal entity, for `inferLegalStatuses`. */
export async function noteLegalStatuses({ client }: Session, source: string): Promise<void> {
  await client.query(statuses);
  await client.query(noteStatuses, [source]);
}

// For a legal entity that is known by its number only, the status is the first fact: SAE becomes its source.
const inferStatuses = `
  update establishment as kept set legal_status_code = code, source_code = case when kept.listed_on is null and kept.name = kept.finess then stated.source else kept.source_code end
  from (
    select distinct on (finess) finess, source, min(code) as code, count(distinct code) as codes from stated_status
    group by finess, source order by finess, source desc
  ) as stated
  where codes = 1 and kept.finess = stated.finess and kept.level = 'LEGAL_ENTITY' and kept.legal_status_code is null`;

/**
 * Derives missing legal statuses of legal entities from their sites in the latest year, which have the same status, if all of them
 * agree. Call it when all tables of a command are loaded: some legal entities are named only then.
 */
export async function inferLegalStatuses(session: Session): Promise<void> {
  await session.client.query(statuses);
  const { rowCount } = await session.client.query(inferStatuses);
  if (rowCount) session.count('legal statuses derived from sites', { changed: rowCount });
}
