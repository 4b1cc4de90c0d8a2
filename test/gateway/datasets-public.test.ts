import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetMediaTypes, type DatasetForm } from '../../platform/contract/dataset-forms.ts';
import { csvTemplate, workbookTemplate } from '../../services/kit/datasets/template.ts';
import { datasetNamed, datasets, describeDataset } from '../../services/registry.ts';
import { datasetsClient, type DatasetsClient } from '../support/datasets-client.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';

let hub: TestHub;
const clients = {} as Record<Engine, DatasetsClient>;

beforeAll(async () => {
  hub = await testHub({ corsOrigins: ['https://partner.example'] });
  for (const engine of ['local', 'remote'] as const) clients[engine] = await datasetsClient(hub, engine);
});

afterAll(async () => {
  for (const client of Object.values(clients)) await client.close();
  await hub.close();
});

describe.each(['local', 'remote'] as const)('on the %s engine', (engine) => {
  const send: DatasetsClient['send'] = (...asked) => clients[engine].send(...asked);

  it('lists the datasets without a token', async () => {
    const { status, headers, body } = await send('/datasets', {}, null);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(body.datasets.map(({ name }: { name: string }) => name)).toEqual(datasets.map(({ name }) => name));
    const { meaning } = await describeDataset(datasetNamed('care-units'));
    expect(body.datasets).toContainEqual({
      name: 'care-units',
      meaning,
      rows: '/datasets/care-units',
      template: '/datasets/care-units/template',
    });
    const kept = { headers: { 'if-none-match': headers.get('etag')! } };
    expect((await send('/datasets', kept, null)).status).toBe(304);
  });

  it('gives the templates of the command without a token', async () => {
    const described = await describeDataset(datasetNamed('care-units'));
    const workbook = await workbookTemplate(described);
    const template = await send('/datasets/care-units/template', {}, null);
    expect(template.bytes.toString()).toBe(csvTemplate(described));
    expect(template.headers.get('content-disposition')).toBe('attachment; filename="care-units.csv"');
    expect((await send('/datasets/care-units/template?format=xlsx', {}, null)).bytes).toEqual(workbook);
    const asked = { headers: { accept: `${datasetMediaTypes.xlsx}, text/csv;q=0.5` } };
    expect((await send('/datasets/care-units/template', asked, null)).bytes).toEqual(workbook);
  });

  it.each([
    ['/datasets/care-units', 'csv'],
    ['/datasets/care-units?format=json', 'json'],
    ['/datasets/care-units/template', 'csv'],
    ['/datasets', 'json'],
  ] as [string, DatasetForm][])('answers HEAD %s as GET, without a body', async (path, form) => {
    const [whole, head] = [await send(path), await send(path, { method: 'HEAD' })];
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(head.headers.get('content-type')).toContain(datasetMediaTypes[form]);
    expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
  });

  it('lets pages of the configured origins send files, and no others', async () => {
    const preflight = (origin: string) =>
      send(
        '/datasets/care-units',
        {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'PUT',
            'access-control-request-headers': 'authorization,content-type',
          },
        },
        null,
      );
    const { status, headers } = await preflight('https://partner.example');
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': 'https://partner.example',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'authorization,content-type',
    });
    expect((await preflight('https://other.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
