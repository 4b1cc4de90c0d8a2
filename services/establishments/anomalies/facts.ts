import type pg from 'pg';
import { badUserInput } from '../../../platform/errors.ts';
import type { DatasetWriter } from '../../kit/datasets/dataset-writer.ts';
import type { DescribedDataset } from '../../kit/datasets/describe.ts';
import { keyOf, readKey, readRow, type Row } from '../../kit/datasets/read.ts';
import { storedRows, type StoredRow } from '../../kit/datasets/stored.ts';
import { decodeNodeId } from '../../kit/reading/node-id.ts';
import type { Context } from '../tables.ts';

/** The object that an anomaly is about. */
export interface Fact {
  type: string;
  nodeKey: string;
  /** Its key in the dataset, as `column=value`. */
  key: string;
  /** The dataset of which it is a row, with what is stored of it; undefined for what no dataset has. */
  row?: { dataset: DescribedDataset; stored: StoredRow };
}

/** The object with a global id. @throws GraphQLError `BAD_USER_INPUT` if there is none */
export async function factOf(
  client: pg.ClientBase,
  context: Context,
  writer: DatasetWriter,
  id: string,
): Promise<Fact> {
  const place = decodeNodeId(id);
  const dataset = place ? await writer.datasetOf(place.typename) : undefined;
  if (!place || !(dataset || (await context.findNode(id)))) throw none(id);
  const { typename: type, key: nodeKey } = place;
  if (!dataset) return { type, nodeKey, key: `${type === 'Establishment' ? 'finess' : 'id'}=${nodeKey}` };
  const keyed = readKey(dataset, rowOf(dataset, nodeKey));
  const stored = (await storedRows(client, dataset, [keyed])).get(keyOf(dataset, keyed) ?? '');
  if (!stored) throw none(id);
  return { type, nodeKey, key: `${dataset.key[0]}=${nodeKey}`, row: { dataset, stored } };
}

/** The row of a dataset with a key, and what it states besides. */
export const rowOf = ({ key }: DescribedDataset, value: string, cells: Row['cells'] = {}): Row => ({
  number: 1,
  place: 'the proposal',
  cells: { ...cells, [key[0]!]: value },
});

/** The establishments that an object names, or is. */
export function establishmentsOf({ type, nodeKey, row }: Fact): string[] {
  if (!row) return type === 'Establishment' ? [nodeKey] : [];
  const { dataset, stored } = row;
  const named = dataset.columns.filter(({ refersTo }) => refersTo?.table === 'establishments.establishment');
  return [...new Set(named.flatMap(({ name }) => stored.cells[name] ?? []))];
}

/** Checks that a dataset's row may have a value. @throws GraphQLError `BAD_USER_INPUT` */
export function checkProposal({ row }: Fact, field: string | null, proposed: string | null): void {
  if (field === null || !row) return;
  const { dataset, stored } = row;
  const names = dataset.columns.map(({ name }) => name);
  if (!names.includes(field))
    throw badUserInput('input.field', `\`input.field\` is not a field of ${dataset.name}; it has ${names.join(', ')}.`);
  if (proposed === null) return;
  const { errors } = readRow(dataset, { number: 1, place: '', cells: { ...stored.cells, [field]: proposed } });
  const wrong = errors.find(({ column }) => column === field);
  if (wrong) throw badUserInput('input.proposed', `\`input.proposed\`: ${wrong.message}.`);
}

const none = (id: string) => badUserInput('input.id', `\`input.id\` is of no object of the hub: ${id}.`);
