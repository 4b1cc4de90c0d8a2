import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const page = readFileSync(new URL('../../docs/reading.md', import.meta.url), 'utf8');

/** The code of a language on the page, on one line each. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code]) =>
    code!.replaceAll(/\s+/g, ' ').trim(),
  );
const [query] = blocks('graphql');
const statementsOnPage = blocks('sql');

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

test('the example of docs/reading.md runs the statements that the page shows', async () => {
  const first = await service.execute(query!);
  expect(first.errors).toEqual([]);
  expect(first.statements.toSorted()).toEqual(statementsOnPage.toSorted());

  const { endCursor } = first.data.establishments.pageInfo;
  const position = JSON.stringify(JSON.parse(Buffer.from(endCursor, 'base64url').toString()));
  expect(page).toContain(`${endCursor.slice(0, 14)}… = base64url of ${position}`);

  const next = await service.execute(query!, { after: endCursor });
  expect(next.data.establishments.nodes).toHaveLength(3);
  const after = ' and (e.name_folded, e.finess) > ($4::text, $5::text)';
  expect(page).toContain(after.trim());
  expect(next.statements).toContain(statementsOnPage[0]!.replace(' order by', `${after} order by`));
});
