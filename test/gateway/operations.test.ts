import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const asForSeveral = (statement: string): string =>
  statement.replaceAll(/\((\$\d+::(\w+)\[\])\)\[1\]/g, 'any((select $1)::$2[])');

describe.each(await readOperations())('the operation $name', ({ name, document, variables }) => {
  it('returns these data with these statements, on both engines', async () => {
    const { data, errors, statements } = await hub.execute(document, variables);
    expect(errors).toEqual([]);
    await expect(JSON.stringify(data, null, 2)).toMatchFileSnapshot(`snapshots/${name}.data.json`);
    // Concurrent statements have no fixed order, and load one object or, with those of another branch, several.
    const distinct = [...new Set(statements.map(asForSeveral))].toSorted();
    await expect(`${distinct.join(';\n\n')};\n`).toMatchFileSnapshot(`snapshots/${name}.sql`);
    // Branches that load the same kind of objects may share a statement, depending on timing.
    const most = Math.max(...distinct.map((one) => statements.filter((each) => asForSeveral(each) === one).length));
    expect(most).toBeLessThanOrEqual(3);
  });
});
