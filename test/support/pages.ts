import { decodeNodeId } from '../../services/kit/reading/node-id.ts';
import type { TestSubgraph } from './subgraph.ts';

/** The key that an object's global id stands for. */
export const keyOf = ({ id }: { id: string }): string => decodeNodeId(id)!.key;

/** The keys of a connection field of `Query` in pages of five, read from the start and from the end. */
export async function readBothWays(
  service: TestSubgraph,
  field: string,
  where: string,
  orderBy?: string,
): Promise<{ forward: string[][]; backward: string[][] }> {
  const list = `where: ${where}${orderBy ? `, orderBy: ${orderBy}` : ''}`;
  const read = async (size: string, from: string, cursor: string, more: string): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let place: string | undefined, left = true; left;) {
      const { data, errors, statements } = await service.execute(
        `query ($place: String) { ${field}(${list}, ${size}: 5, ${from}: $place) { nodes { id } pageInfo { ${cursor} ${more} } } }`,
        { place },
      );
      if (errors.length > 0) throw new Error(errors[0]!.message);
      if (statements.length !== 1) throw new Error(`A page cost ${statements.length} statements.`);
      const { nodes, pageInfo } = data[field];
      pages.push(nodes.map(keyOf));
      ({ [cursor]: place, [more]: left } = pageInfo);
    }
    return pages;
  };
  return {
    forward: await read('first', 'after', 'endCursor', 'hasNextPage'),
    backward: (await read('last', 'before', 'startCursor', 'hasPreviousPage')).toReversed(),
  };
}
