import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';

/** The fields for partner institutions, by the names under which the operations select them. */
const confidential = new Set(['workforceNeeds', 'onCallOnly', 'unitCostEur', 'costPerUnitEur']);
const operations = await readOperations();
let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

/** A response without its confidential values, and their paths. */
function withhold(value: unknown, path: string[] = [], places: string[] = []): { seen: unknown; places: string[] } {
  if (typeof value !== 'object' || value === null) return { seen: value, places };
  const entries = Object.entries(value).map(([key, inner]) => {
    const place = [...path, key];
    if (!confidential.has(key)) return [key, withhold(inner, place, places).seen];
    places.push(place.join('.'));
    return [key, null];
  });
  const seen: unknown = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  return { seen, places };
}

describe.each(operations)('the operation $name', ({ name, document, variables }) => {
  it('answers anonymous callers, with an error at each field that is for partners only', async () => {
    const partners = await hub.execute(document, variables);
    const { seen, places } = withhold(partners.data);
    const others: Caller[] = [anonymous, bearer('570000596', 'openid')];
    for (const caller of others) {
      const { data, errors } = await hub.execute(document, variables, caller);
      expect(data).toEqual(seen);
      expect(errors.map(({ path }) => path!.join('.')).toSorted()).toEqual(places.toSorted());
      for (const { extensions, message } of errors) {
        expect(extensions).toEqual({ code: 'FORBIDDEN' });
        expect(message).toMatch(/^\w+\.\w+ requires a token with the scope "partner"\.$/);
      }
    }
    const isTouched = [...confidential].some((field) => document.includes(field));
    expect({ name, isTouched: places.length > 0 }).toEqual({ name, isTouched });
  });
});

it('is selected by some operations, so that the tests above test something', () => {
  const touched = operations.filter(({ document }) => [...confidential].some((field) => document.includes(field)));
  expect(touched.map(({ name }) => name).toSorted()).toEqual([
    'establishment-360',
    'framework-agreement',
    'needs-and-interns',
    'outsourced-diagnostics',
    'shared-catering-scenario',
  ]);
});

it('is not even read for callers who may not see it', async () => {
  const document = '{ establishment(finess: "570005165") { name workforceNeeds { requiredFte } } }';
  for (const engine of ['local', 'remote'] satisfies Engine[]) {
    const { data, statements } = await hub.executeOn(engine, document, {}, anonymous);
    expect(data.establishment).toEqual({ name: expect.any(String), workforceNeeds: null });
    expect(statements.join()).not.toContain('workforce_need');
    const seen = await hub.executeOn(engine, document);
    expect(seen.data.establishment.workforceNeeds.length).toBeGreaterThan(0);
    expect(seen.statements.join()).toContain('workforce_need');
  }
});

it('is read from its tables in few files, none of which filters, orders, counts or joins by it', () => {
  const root = new URL('../../', import.meta.url);
  const files = globSync('services/**/*.ts', { cwd: root, exclude: ['services/*/migrations/**'] });
  // Listings take the columns of entities by their properties' names.
  const declares = (file: string, text: string): boolean =>
    /\.(entity|filter|listing)\.ts$/.test(file) && /unitCostEur|onCallOnly/.test(text);
  const reading = files.filter((file) => {
    const text = readFileSync(new URL(file, root), 'utf8');
    return /unit_cost_eur|on_call_only|workforce_need/.test(text) || declares(file, text);
  });
  expect(reading.toSorted()).toEqual([
    // Names the table that partners' files fill.
    'services/clinical/datasets/training.ts',
    'services/clinical/imaging/teleradiology-flow.entity.ts',
    // Says that the change log keeps it apart.
    'services/clinical/tracked-tables.ts',
    'services/clinical/training/workforce-need.entity.ts',
    'services/clinical/training/workforce-need.listing.ts',
    // Counts who states needs.
    'services/insights/coverage/domains/partners.ts',
    'services/insights/simulation/network.listing.ts',
    'services/logistics/supply/supply-contract.entity.ts',
  ]);
});
