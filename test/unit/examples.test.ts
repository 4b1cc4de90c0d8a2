import { getNamedType, isCompositeType, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';

const operations = await readOperations();
const schema = publicSchema(await readSupergraph());

test.each(operations)('the lines of $name fit into the explorer on a screen of 1440 pixels', ({ document }) => {
  expect(document.split('\n').filter((line) => line.length > 60)).toEqual([]);
});

test.each(operations)('$name asks the id of each object that has one, by which clients cache it', ({ document }) => {
  const info = new TypeInfo(schema);
  const missing: string[] = [];
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      SelectionSet({ selections }) {
        const type = getNamedType(info.getParentType());
        if (!isCompositeType(type) || !('getFields' in type) || !type.getFields()['id']) return;
        if (selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'id')) return;
        missing.push(type.name);
      },
    }),
  );
  expect(missing).toEqual([]);
});
