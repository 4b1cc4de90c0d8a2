import { fillAtOnce } from '../pipeline/fill-at-once.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { isElsewhere, statedCoordinate } from './places.ts';
import { sectorOf, statusOf } from './sectors.ts';
import { registerSources } from './sources.ts';
import type { Extract, Level } from './staged.ts';

// `on conflict` would compute the folded names of a row before discarding it, so known numbers are left out first.
const namedLegalEntities = `
  insert into establishment (finess, level, name, derived_name, source_code)
  select legal_entity_finess, 'LEGAL_ENTITY', coalesce(case when min(name) = max(name) then min(name) end, legal_entity_finess),
    case when min(name) = max(name) then min(name) end, $1
  from staged_establishment as staged
  where listed and legal_entity_finess is not null
    and not exists (select from staged_establishment as own where own.finess = staged.legal_entity_finess and own.listed)
    and not exists (select from establishment as kept where kept.finess = staged.legal_entity_finess)
  group by legal_entity_finess
  order by legal_entity_finess
  on conflict (finess) do nothing`;

const stated = [
  'name',
  'long_name',
  'category_code',
  'legal_status_code',
  'public_service_code',
  'phone',
  'opened_on',
  'legal_entity_finess',
  'postal_code',
  'city',
  'latitude',
  'longitude',
];

const coordinateGiven = (name: 'latitude' | 'longitude'): string =>
  `case when located then ${statedCoordinate(name)} when not moved then kept.${name} end`;

/** What many extracts do not state: an older statement is better than none, coordinates while the place is the same. */
const givenWhereStated: Readonly<Record<string, string>> = {
  phone: 'coalesce(staged.phone, kept.phone)',
  latitude: coordinateGiven('latitude'),
  longitude: coordinateGiven('longitude'),
};

/** The rows as the table stores them. $1 is the extract's date, $2 its source. */
function rows(lacks: Extract['lacks']): string {
  const levelsWithout = (column: string) =>
    (Object.keys(lacks) as Level[]).filter((level) => lacks[level].includes(column)).map((level) => `'${level}'`);
  const columns = stated.map((column) => {
    const given = givenWhereStated[column] ?? `staged.${column}`;
    const lacking = levelsWithout(column);
    const value =
      lacking.length > 0
        ? `case when staged.level in (${lacking.join(', ')}) then kept.${column} else ${given} end`
        : given;
    // Of all new rows at once: deriving it after them would write each a second time.
    return column === 'legal_status_code'
      ? `case when kept.finess is null then new.status else ${value} end as ${column}`
      : `${value} as ${column}`;
  });
  return `
    select staged.finess, staged.level, ${columns.join(', ')},
      coalesce(string_to_array(staged.address, E'\\n'), '{}') as address_lines,
      case when staged.level = any(array[${levelsWithout('category_code').join(', ')}]::text[]) then kept.category_listed_on else $1::date end as category_listed_on,
      case when staged.phone is null then kept.phone_listed_on else $1::date end as phone_listed_on,
      -- At a new place, the old one was the last that is known, and nothing before it counts.
      case when located then $1::date when moved then kept.listed_on else kept.location_listed_on end as location_listed_on,
      communed.commune_code, coalesce(communed.commune_code, staged.department_code) as territory_code,
      coalesce(staged.closed_on, case when kept.closed_on > $1::date then kept.closed_on end) as closed_on,
      greatest(kept.listed_on, $1::date) as listed_on, null::text as derived_name, $2::text as source_code,
      coalesce(kept.sector, ${sectorOf('legal_status')}) as sector,
      case when kept.finess is null then staged.search_words else kept.search_words end as search_words
    from staged_establishment as staged
    left join staged_location as placed using (finess)
    left join establishment as kept using (finess)
    left join staged_establishment as entity
      on entity.finess = staged.legal_entity_finess and entity.listed and staged.level = 'SITE'
    left join establishment as kept_entity
      on kept_entity.finess = staged.legal_entity_finess and staged.level = 'SITE'
    cross join lateral (select ${statusOf('entity', 'kept_entity', 'staged')} as status) as new
    left join legal_status on legal_status.code = new.status
    cross join lateral (
      -- A commune that was stated for the same post code and town is better than one that was found by them.
      select case when not staged.commune_stated and kept.postal_code = staged.postal_code and kept.city = staged.city
        then coalesce(kept.commune_code, staged.commune_code) else staged.commune_code end as commune_code
    ) as communed
    cross join lateral (
      select ${statedCoordinate('latitude')} is not null as located, ${isElsewhere('kept', 'staged')} as moved
    ) as moving
    where staged.listed`;
}

const identifiersOf = `lateral (values ('SIREN', siren), ('SIRET', siret), ('UAI', uai), ('SMSSE', smsse), ('EGE', ege)) as stated (system, value)`;

// A scan for each system, as joining each row with a list of five takes four times as long.
const identifiers = ['SIREN', 'SIRET', 'UAI', 'SMSSE', 'EGE']
  .map((system) => [system, system.toLowerCase()])
  .map(
    ([system, column]) => `
      select finess as establishment_finess, '${system}' as system, ${column} as value, $1::text as source_code
      from staged_establishment where listed and ${column} is not null`,
  )
  .join(' union all ');

// An extract removes only identifiers that the register has given.
const dropIdentifiers = `
  delete from identifier as kept using staged_establishment as staged
  where kept.establishment_finess = staged.finess and listed and kept.system = any($1) and source_code = any($2)
    and not exists (select from ${identifiersOf} where stated.system = kept.system and stated.value = kept.value)`;

const keepRejectedListed = `
  update establishment as kept set listed_on = $1 from staged_establishment as staged
  where staged.finess = kept.finess and staged.level = kept.level and not staged.listed and kept.listed_on < $1`;

const isMostlyNew = `
  select (select count(*) from staged_establishment where listed) > 1.5 * (select count(*) from establishment) as is`;

/** Writes the staged legal entities and sites to the register, and counts what changed. */
export async function loadEstablishments(session: Session, extract: Extract): Promise<void> {
  const { rows: compared } = await session.client.query<{ is: boolean }>(isMostlyNew);
  const fill = () => writeRegister(session, extract);
  await (compared[0]!.is ? fillAtOnce(session.client, ['establishment', 'identifier'], fill) : fill());
}

async function writeRegister(
  session: Session,
  { extractedOn, source, lacks, identifiers: systems }: Extract,
): Promise<void> {
  const { client } = session;
  const named = await client.query(namedLegalEntities, [source]);
  session.count('legal entities named by sites', { new: named.rowCount ?? 0 });
  const counts = await upsert(
    client,
    {
      table: 'establishment',
      key: ['finess'],
      columns: [
        'finess',
        'level',
        ...stated,
        'category_listed_on',
        'phone_listed_on',
        'location_listed_on',
        'address_lines',
        'commune_code',
        'territory_code',
        'closed_on',
        'listed_on',
        'derived_name',
        'source_code',
        'sector',
        'search_words',
      ],
      uncounted: [
        'category_listed_on',
        'phone_listed_on',
        'location_listed_on',
        'listed_on',
        'derived_name',
        'source_code',
        'sector',
        'search_words',
      ],
      rows: rows(lacks),
    },
    [extractedOn, source],
  );
  session.count('establishments', counts);
  await client.query(keepRejectedListed, [extractedOn]);
  // Before new ones are inserted, while the table is smaller.
  const removed = await client.query(dropIdentifiers, [systems, registerSources]);
  session.count('identifiers', { gone: removed.rowCount ?? 0 });
  session.count(
    'identifiers',
    await upsert(
      client,
      {
        table: 'identifier',
        key: ['establishment_finess', 'system', 'value'],
        columns: ['establishment_finess', 'system', 'value', 'source_code'],
        uncounted: ['source_code'],
        rows: identifiers,
      },
      [source],
    ),
  );
}
