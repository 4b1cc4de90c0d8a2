import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { addEstablishments } from '../../support/establishments.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

// In Fiji, 21 kilometres apart, and a third one on the other side of the Earth.
const [west, east, far] = ['990000901', '990000902', '990000903'] as const;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  await addEstablishments(database, [
    { finess: west, latitude: -16.8, longitude: 179.9 },
    { finess: east, latitude: -16.8, longitude: -179.9 },
    { finess: far, latitude: -16.8, longitude: 0 },
  ]);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

it.each([
  ['from the west', 179.95, 30, [west, east]],
  ['from the east', -179.95, 30, [east, west]],
  ['too small to reach the other side', 179.9, 10, [west]],
  ['too small to reach the other side, from the east', -179.9, 10, [east]],
])(
  'a circle across the date line holds both sides, the nearest first: %s',
  async (_, longitude, radiusKm, expected) => {
    const { data, errors } = await service.execute(
      `query ($near: NearFilter!) { establishments(where: { near: $near }, orderBy: [{ field: DISTANCE }]) { nodes { finess } } }`,
      { near: { latitude: -16.8, longitude, radiusKm } },
    );
    expect(errors).toEqual([]);
    expect(data.establishments.nodes.map(({ finess }: { finess: string }) => finess)).toEqual(expected);
  },
);
