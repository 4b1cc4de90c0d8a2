import { afterAll, beforeAll, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { addEstablishments } from '../../support/establishments.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const everyone = Array.from({ length: 14 }, (_, index) => String(990_000_100 + index));
/** Every third one has two sites. */
const legalEntity = (finess: string): string | null => {
  const index = everyone.indexOf(finess);
  return index % 3 === 0 ? null : everyone[index - (index % 3)]!;
};
const areOneRollup = (one: string, other: string): boolean => legalEntity(one) === other || legalEntity(other) === one;

/** Ties that look random, and are the same each time. */
const ties = Array.from({ length: 40 }, (_, index) => [
  everyone[(index * 5 + 3) % 14]!,
  everyone[(index * index * 3 + index + 8) % 14]!,
])
  .filter(([one, other]) => one !== other)
  .filter(([one, other], index, all) => all.findIndex((tie) => tie[0] === one && tie[1] === other) === index) as [
  string,
  string,
][];

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await addEstablishments(
    database,
    everyone.map((finess) => ({ finess, of: legalEntity(finess) })),
  );
  for (const [index, tie] of ties.entries()) {
    await database.query(
      `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, source_code) values ($1, $2, $3, 'MRI', false, 'test')`,
      [`zz-${index}`, ...tie],
    );
  }
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

/** The least depth of each tie, by trying every path that visits nobody twice. */
function depths(start: string, direction: string, maxDepth: number): Map<string, number> {
  const found = new Map<string, number>();
  const sitesOf = (finess: string): string[] => [finess, ...everyone.filter((each) => legalEntity(each) === finess)];
  const go = (finess: string, path: string[], depth: number): void => {
    if (depth > maxDepth) return;
    const above = legalEntity(finess);
    const nearEnds = direction === 'UPSTREAM' || depth === 1 ? sitesOf(finess) : [finess, ...(above ? [above] : [])];
    for (const near of nearEnds) {
      if (near !== finess && path.includes(near)) continue;
      const way = near === finess ? path : [...path, near];
      for (const tie of ties.filter(([one, other]) => !areOneRollup(one, other))) {
        const [from, to] = direction === 'UPSTREAM' ? tie : tie.toReversed();
        if (from !== near || way.includes(to!)) continue;
        const name = tie.join(' ');
        found.set(name, Math.min(found.get(name) ?? Infinity, depth));
        go(to!, [...way, to!], depth + 1);
      }
    }
  };
  go(start, [start], 1);
  return found;
}

it.each(
  ['UPSTREAM', 'DOWNSTREAM'].flatMap((direction) => [1, 2, 3, 4, 5, 6].map((depth) => [direction, depth] as const)),
)('%s to a depth of %i, each tie comes at its least depth, with a path to show for it', async (direction, maxDepth) => {
  const { data, errors, statements } = await ofEstablishments(
    service,
    everyone,
    `dependencies(direction: ${direction}, maxDepth: ${maxDepth}, first: 100) { nodes { consumer { finess } provider { finess } depth path { finess } } }`,
  );
  expect(errors).toEqual([]);
  expect(statements.length).toBeLessThanOrEqual(maxDepth);
  for (const [index, start] of everyone.entries()) {
    const { nodes } = data._entities[index].dependencies;
    const found = nodes.map((node: any) => [`${node.consumer.finess} ${node.provider.finess}`, node.depth]);
    expect(found.toSorted()).toEqual([...depths(start, direction, maxDepth)].toSorted());
    for (const { consumer, provider, depth, path } of nodes) {
      const visited = path.map(({ finess }: any) => finess);
      const ends = [consumer.finess, provider.finess];
      expect(visited.slice(-2)).toEqual(direction === 'UPSTREAM' ? ends : ends.toReversed());
      expect([visited[0], new Set(visited).size]).toEqual([start, visited.length]);
      const steps = visited.slice(1).filter((each: string, at: number) => !areOneRollup(visited[at], each));
      expect(steps).toHaveLength(depth);
    }
  }
});

it('those who rely on one are cut at a thousand, the farthest first', async () => {
  const [hub, far] = ['990000900', '990000901'];
  const many = Array.from({ length: 1001 }, (_, index) => String(991_000_000 + index));
  await addEstablishments(
    database,
    [hub, far, ...many].map((finess) => ({ finess })),
  );
  await database.query(
    `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, source_code)
     select 'zz-many-' || finess, finess, $1, 'MRI', false, 'test' from unnest($2::text[]) finess
     union all select 'zz-far', $3, $4, 'MRI', false, 'test'`,
    [hub, many, far, many[0]],
  );
  const reached = async (selection: string): Promise<any> => {
    const { data, errors } = await ofEstablishments(service, [hub], selection);
    expect(errors).toEqual([]);
    return Object.values(data._entities[0]);
  };
  const list = (args: string): string =>
    `dependencies(direction: DOWNSTREAM, ${args}) { totalCount truncated nodes { depth } }`;
  const whole = { totalCount: 1000, truncated: true };
  expect(await reached(`one: ${list('maxDepth: 1')} two: ${list('maxDepth: 2')}`)).toMatchObject([whole, whole]);

  // With a thousand on the spot, nothing is left out until the next step.
  await database.query(`delete from clinical.teleradiology_flow where requester_finess = $1`, [many[1000]]);
  expect(await reached(`one: ${list('maxDepth: 1')} two: ${list('maxDepth: 2')}`)).toMatchObject([
    { totalCount: 1000, truncated: false },
    whole,
  ]);
  await database.query(`delete from clinical.teleradiology_flow where requester_finess = $1`, [many[999]]);
  expect(await reached(`two: ${list('maxDepth: 2')}`)).toMatchObject([{ totalCount: 1000, truncated: false }]);
});
