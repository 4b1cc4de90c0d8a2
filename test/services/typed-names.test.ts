import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { searchWords } from '../../services/kit/register/search/canonical.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../support/national.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { typedNames } from '../support/typed-names.ts';

let database: TestDatabase;
let service: TestSubgraph;

describe.runIf(hasSae)('on the national register', () => {
  beforeAll(async () => {
    database = await cloneNationalWithSae();
    service = await testSubgraph(establishments, database.url);
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  /** The FINESS numbers and names of the first establishments that a search finds. */
  const search = async (typed: string): Promise<{ finess: string; name: string }[]> => {
    const { data, errors, statements } = await service.execute(
      `query ($typed: String) { establishments(where: { search: $typed }, first: 10) { nodes { finess name } } }`,
      { typed },
    );
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    return data.establishments.nodes;
  };

  it('at least 55 of 60 typed names, and as many of more, find first what they look for', async () => {
    const missed: string[] = [];
    for (const [typed, finess] of typedNames) {
      const found = await search(typed);
      const place = found.findIndex((one) => one.finess === finess) + 1;
      if (place !== 1)
        missed.push(
          `${typed}: ${finess} is ${place || 'not in the first ten'}; first ${found[0]?.finess} ${found[0]?.name}`,
        );
    }
    const right = typedNames.length - missed.length;
    process.stdout.write(
      `${right} of ${typedNames.length} typed names find first what they look for\n${missed.join('\n')}\n`,
    );
    expect(typedNames.length).toBeGreaterThanOrEqual(60);
    expect(right / typedNames.length).toBeGreaterThanOrEqual(55 / 60);
  });

  it('reads names as the database does', async () => {
    const rows = await database.query<{ text: string; words: string }>(
      `select text, search_text(text) as words from (
         select name as text from establishment union select city from establishment union select name from territory) as one
       where text is not null`,
    );
    expect(rows.length).toBeGreaterThan(90_000);
    expect(rows.filter(({ text, words }) => searchWords(text).join(' ') !== words)).toEqual([]);
  });
});
