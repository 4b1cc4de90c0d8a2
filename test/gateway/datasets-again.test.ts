import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetForm } from '../../platform/contract/dataset-forms.ts';
import { decimal } from '../../services/kit/datasets/cell-types.ts';
import type { Dataset } from '../../services/kit/datasets/dataset.ts';
import { datasets } from '../../services/registry.ts';
import { datasetsClient, type DatasetsClient } from '../support/datasets-client.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';

const engines: Engine[] = ['local', 'remote'];
const forms: DatasetForm[] = ['csv', 'xlsx', 'json'];

let hub: TestHub;
const clients = {} as Record<Engine, DatasetsClient>;

beforeAll(async () => {
  hub = await testHub();
  for (const engine of engines) clients[engine] = await datasetsClient(hub, engine);
  for (const dataset of datasets) {
    const { status, body } = await clients.remote.put(dataset.name, [rowOf(dataset)]);
    expect({ dataset: dataset.name, status, body }).toMatchObject({ status: 200, body: { added: 1, refused: [] } });
  }
});

afterAll(async () => {
  for (const client of Object.values(clients)) await client.close();
  await hub.close();
});

/** What the rows of the examples need to be of the institution that writes. */
const own: Record<string, object> = {
  groupings: { legalEntity: partner.institution },
  'care-units': { site: partner.institution },
};

/** Texts that files and spreadsheets are known to change. */
const awkward = [
  '=1+1',
  "'=1+1",
  '-2',
  '@SUM(A1)',
  '"quoted", and; delimited',
  'two\nlines',
  'line\n#REF!;x',
  '007',
  '1e3',
  'a|b',
  'é – œ 😀',
  '_x0041_',
];

/** The row of the example, with a text that is hard to write where the dataset has one. */
function rowOf({ name, columns, example, key }: Dataset): Record<string, unknown> {
  const row = { ...example, ...own[name] } as Record<string, unknown>;
  for (const column of columns) {
    const given = row[column.name];
    if (column.isList && typeof given === 'string') row[column.name] = given.split('|');
    const isText = ['name', 'title', 'label', 'diets'].includes(column.name) && !key.includes(column.name);
    if (isText) row[column.name] = column.isList ? awkward.filter((text) => !text.includes('|')) : awkward.join(' ');
    if (column.type === decimal) row[column.name] = '0.00001';
  }
  return row;
}

describe.each(datasets)('$name', (dataset) => {
  it.each(forms)('is the same when it is read as %s and sent back, on both engines', async (form) => {
    const read = await clients.local.get(dataset.name, form);
    expect(read.status).toBe(200);
    expect((await clients.remote.get(dataset.name, form)).bytes).toEqual(read.bytes);
    for (const engine of engines) {
      const { status, body } = await clients[engine].put(dataset.name, read.bytes, { form });
      expect({ status, body }).toEqual({
        status: 200,
        body: { added: 0, changed: 0, same: 1, deleted: 0, refused: [], fields: [], cursor: null, notices: [] },
      });
    }
  });
});
