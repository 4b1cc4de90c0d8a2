import type { InputFile } from '../pipeline/input-file.ts';
import { stageEstablishments } from '../register/staged.ts';
import type { Session } from '../pipeline/session.ts';
import type { Job } from '../pipeline/source.ts';
import { saveSource } from '../pipeline/provenance.ts';
import { Places } from '../territories/places.ts';
import { loadEstablishments } from './establishments.ts';
import { loadFigures, siftRecords } from './figures.ts';
import { columnsOf, measuresOf, type Form } from './form.ts';
import { forms } from './forms.ts';
import { loadGroups } from './groups.ts';
import { columnsOfIdentity, identity, identityForms } from './identity.ts';
import { readRecords } from './records.ts';
import { stageTable } from './stage-figures.ts';
import { requireColumns, sourceOf, type Table } from './table.ts';

/** A table of one year, ready to be loaded; it returns the code of its source. */
export interface SaeJob extends Job<string> {
  table: Table;
}

// Within a year, sites first: they show which legal entities SAE knows by other numbers than the register.
const order = ['ID', 'IDB'];

/** What is to be done with a table. @throws OperatorError when it has not the columns that it should */
export function jobOf(input: InputFile, table: Table): SaeJob {
  const identityForm = identityForms[table.name];
  const form = forms[table.name];
  if (identityForm) requireColumns(input, table, columnsOfIdentity(identityForm));
  if (form) requireColumns(input, table, columnsOf(form));
  const place = order.indexOf(table.name);
  return {
    input,
    table,
    // Later years first: what they fill in, an earlier one leaves.
    rank: (10_000 - table.year) * 10 + (place < 0 ? order.length : place),
    async load(session) {
      if (!identityForm && !form) {
        session.progress.say(`${input.name}: the table ${table.name} of ${table.year} holds nothing for the hub`);
        return sourceOf(table);
      }
      await writeSource(session, table);
      if (identityForm) await loadIdentity(session, input, table);
      if (form) await loadTable(session, input, table, form);
      return sourceOf(table);
    },
  };
}

async function loadIdentity(session: Session, input: InputFile, table: Table): Promise<void> {
  const staging = await stageEstablishments(session.client);
  const places = new Places();
  const form = identityForms[table.name]!;
  await readRecords(session, input, table, {
    take: async (cell, line) => staging.add(identity(form, cell, line, table.name === 'ID', places)),
    leaveOut: async () => undefined,
  });
  await staging.flush();
  await loadEstablishments(session, input, sourceOf(table));
}

async function loadTable(session: Session, input: InputFile, table: Table, form: Form): Promise<void> {
  await stageTable(session, input, table, form);
  await siftRecords(session, input);
  if (form.owner === 'GHT_CODE') await loadGroups(session, sourceOf(table));
  else await keepStrangers(session, input, table);
  for (const measure of measuresOf(form)) await loadFigures(session, input, table, form, measure);
}

const strangers = `
  insert into staged_establishment (line, raw, listed, finess, level, name, legal_entity_finess)
  select distinct on (owner) line, raw, true, owner, case when owner = record.legal_entity_finess then 'LEGAL_ENTITY' else 'SITE' end, record.name,
    nullif(record.legal_entity_finess, owner)
  from staged_record as record left join establishment as kept on kept.finess = owner
  where record.listed and kept.finess is null order by owner, line`;

/** A table of figures names its establishments too: one that neither the register nor ID nor IDB has is kept by that. */
async function keepStrangers(session: Session, input: InputFile, table: Table): Promise<void> {
  await stageEstablishments(session.client);
  const { rowCount } = await session.client.query(strangers);
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
