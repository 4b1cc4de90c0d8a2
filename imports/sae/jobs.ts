import { ownValue } from '../../platform/own-value.ts';
import { dropDuplicates } from '../pipeline/duplicates.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { warnOfDamage } from '../register/doubts.ts';
import { stageEstablishments } from '../register/staged.ts';
import type { Session } from '../pipeline/session.ts';
import type { Job } from '../pipeline/source.ts';
import { refusal } from '../pipeline/refusal.ts';
import { saveSource } from '../pipeline/provenance.ts';
import { CommuneFinder } from '../territories/commune-finder.ts';
import { recordComplete } from './complete-tables.ts';
import { loadEstablishments } from './establishments.ts';
import { lines, loadFigures } from './figures.ts';
import { columnsOf, layoutFor, measuresOf, type Layout } from './layouts/layout.ts';
import { layouts } from './layouts/index.ts';
import { loadGroups } from './groups.ts';
import { columnsOfIdentity, identity, identityLayouts } from './identity.ts';
import { columnsOfPartners, loadPartners } from './partners.ts';
import { readRecords } from './records.ts';
import { stageTable } from './stage-table.ts';
import { lacking, sourceOf, type Table } from './table.ts';
import { addUpUnits } from './units.ts';
import { unusable, type Unusable } from './unusable.ts';
import { recordOwners } from './yearly-owners.ts';

/** A file of a command; its result is its table, if that is loaded. */
export interface SaeJob extends Job<Table | undefined> {
  table?: Table;
  /** Why it cannot be used. */
  unusable?: Unusable;
}

/** The table with the partners of territorial groups. */
export const partnersTable = 'ORG';

// Within a year, main sites come first: they show for which legal entities SAE has another number than the register.
// Partners name their groups, which the table of groups lists.
const order = ['ID', 'IDB', '', partnersTable];

/**
 * The job of a table. Without the lists of sites, figures would count for the wrong legal entities: such a table is refused where it lacks
 * columns. @throws OperatorError, and Unusable when another table does
 */
export function jobOf(input: InputFile, table: Table): SaeJob {
  const identityLayout = ownValue(identityLayouts, table.name);
  const known = ownValue(layouts, table.name);
  const layout = known && layoutFor(known, table.columns);
  const isOfPartners = table.name === partnersTable;
  if (!identityLayout && !layout && !isOfPartners)
    return leftOut(input, `the hub has no use for the table ${table.name} of ${table.year}`);
  const required = identityLayout ? columnsOfIdentity(identityLayout) : layout ? columnsOf(layout) : columnsOfPartners;
  const lacks = lacking(table, required);
  if (lacks && identityLayout) throw refusal(input, 1, lacks);
  if (lacks) throw unusable(input, 1, lacks);
  const place = order.indexOf(table.name);
  return {
    input,
    table,
    // Later years first, since earlier years do not overwrite what later ones have filled in.
    rank: (10_000 - table.year) * 10 + (place < 0 ? order.indexOf('') : place),
    async load(session) {
      await writeSource(session, table);
      if (identityLayout) await loadIdentity(session, input, table);
      if (known && layout) await loadTable(session, input, table, { layout, known });
      if (isOfPartners) await loadPartners(session, input, table);
      return table;
    },
  };
}

/** The job of a file that is left out, which tells why. */
export const leftOut = (input: InputFile, reason: string): SaeJob => ({
  input,
  rank: 0,
  async load(session) {
    session.progress.log(`${input.name}: skipped, ${reason}`);
    return undefined;
  },
});

async function loadIdentity(session: Session, input: InputFile, table: Table): Promise<void> {
  const staging = await stageEstablishments(session.client);
  const communes = new CommuneFinder();
  const layout = identityLayouts[table.name]!;
  const illegible = new Set<string>();
  await readRecords(session, input, table, {
    accept: async (cell, line, secondary) =>
      staging.add(identity(layout, cell, line, { isMainSite: table.name === 'ID', communes, secondary })),
    reject: async (cell) => void illegible.add(cell('FI')),
  });
  await staging.flush();
  await warnOfDamage(session, input);
  await loadEstablishments(session, input, sourceOf(table));
  await recordOwners(session, input, table, illegible);
}

async function loadTable(
  session: Session,
  input: InputFile,
  table: Table,
  { layout, known }: Record<'layout' | 'known', Layout>,
): Promise<void> {
  const unknown = lacking(
    table,
    columnsOf(known).filter((column) => !columnsOf(layout).includes(column)),
  );
  if (unknown) session.progress.log(`${input.name}: ${unknown}, and what it has there is unknown for ${table.year}`);
  await stageTable(session, input, table, layout);
  if (layout.isByUnit) await addUpUnits(session, input, measuresOf(layout));
  else await dropDuplicates(session, input, lines);
  if (layout.owner === 'GHT_CODE') await loadGroups(session, input, table);
  else await addUnknownEstablishments(session, input, table);
  for (const measure of measuresOf(layout)) await loadFigures(session, input, table, layout, measure);
  if (!session.options.partial) await recordComplete(session.client, table);
}

const unknownEstablishments = `
  insert into staged_establishment (line, raw, listed, finess, level, name, legal_entity_finess)
  select distinct on (owner) line, raw, true, owner, case when owner = record.legal_entity_finess then 'LEGAL_ENTITY' else 'SITE' end, coalesce(record.name, owner),
    nullif(record.legal_entity_finess, owner)
  from staged_record as record left join establishment as kept on kept.finess = owner
  where record.listed and kept.finess is null order by owner, line`;

/** A table of figures names its establishments: one that is in neither the register nor ID nor IDB is added with that name, or its number if it has none. */
async function addUnknownEstablishments(session: Session, input: InputFile, table: Table): Promise<void> {
  await stageEstablishments(session.client);
  const { rowCount } = await session.client.query(unknownEstablishments);
  if (rowCount) await loadEstablishments(session, input, sourceOf(table));
}

function writeSource({ client }: Session, table: Table): Promise<void> {
  return saveSource(client, {
    code: sourceOf(table),
    title: `Statistique annuelle des établissements de santé (SAE) ${table.year}`,
    publisher: "Direction de la recherche, des études, de l'évaluation et des statistiques (DREES)",
    url: 'https://data.drees.solidarites-sante.gouv.fr/explore/dataset/708_bases-statistiques-sae/information/',
    licence: 'Licence Ouverte 2.0',
    extractedOn: null,
  });
}
