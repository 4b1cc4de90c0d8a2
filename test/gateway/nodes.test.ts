import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const document = `query ($id: ID!) { node(id: $id) { __typename id ... on CareUnit { name } ... on Study { title } ... on Laboratory { name }
  ... on Pharmacy { name } ... on ResearchStructure { name } ... on TrainingPost { semester } ... on Agreement { reference } ... on CooperationAction { label } ... on Kitchen { delivery status } ... on Laundry { unit } } }`;

it.each([
  ['CareUnit', 'metz-dermatologie', { name: 'Équipe commune civile et militaire de dermatologie' }],
  ['Study', 'metz-etude-commune', { title: "Étude commune du CHR et de l'HIA (exemple)" }],
  ['Laboratory', 'metz-laboratoire-legouest', { name: 'Laboratoire de biologie médicale, HIA Legouest' }],
  ['Pharmacy', 'lyon-pharmacie-hcl', { name: 'Pharmacie des Hospices civils de Lyon' }],
  [
    'ResearchStructure',
    'metz-comite-recherche-clinique',
    { name: 'Comité de recherche clinique du CHR Metz-Thionville' },
  ],
  ['TrainingPost', 'metz-internes-urgences-2024-11', { semester: '2024-11' }],
  ['Kitchen', 'metz-cuisine-legouest', { delivery: null, status: 'STUDIED' }],
  ['Laundry', 'metz-blanchisserie', { unit: 'KG_PER_DAY' }],
  ['Agreement', 'accord-cadre-metz-2014', { reference: 'accord-cadre-metz-2014' }],
  ['CooperationAction', 'accord-cadre-metz-2014-cytotoxiques', { label: 'Préparations cytotoxiques' }],
])('finds a %s, whichever service owns it', async (type, key, expected) => {
  const id = encodeNodeId(type, key);
  const { data, errors } = await hub.execute(document, { id });
  expect(errors).toEqual([]);
  expect(data.node).toEqual({ __typename: type, id, ...expected });
});

it('finds an imaging activity by the id that a list gave, in one statement', async () => {
  const list = await hub.execute('{ imagingActivity(first: 1) { nodes { __typename id year modality exams } } }');
  const [activity] = list.data.imagingActivity.nodes;
  const { data, errors, statements } = await hub.execute(
    'query ($id: ID!) { node(id: $id) { __typename id ... on ImagingActivity { year modality exams } } }',
    { id: activity.id },
  );
  expect([data, errors, statements.length]).toEqual([{ node: activity }, [], 1]);
});

it('tells of itself: what the graph is, and where its scalars are specified', async () => {
  const { data, errors } = await hub.execute(
    '{ __schema { description queryType { description } } __type(name: "DateTime") { specifiedByURL } }',
  );
  expect([data, errors]).toEqual([
    {
      __schema: {
        description: expect.stringContaining('The mesh of care'),
        queryType: { description: expect.stringContaining('The mesh of care') },
      },
      __type: { specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html' },
    },
    [],
  ]);
});

it('is null for an unknown id, whichever service would own it', async () => {
  for (const [type, key] of [
    ['CareUnit', 'nowhere'],
    ['TrainingPost', 'accord-cadre-metz-2014'],
    ['Laundry', 'metz-cuisine-legouest'],
    ['Agreement', 'nowhere'],
    ['Unheard', 'of'],
  ]) {
    const { data, errors } = await hub.execute(document, { id: encodeNodeId(type!, key!) });
    expect([data, errors]).toEqual([{ node: null }, []]);
  }
  expect(hub.logged).toEqual([]);
});
