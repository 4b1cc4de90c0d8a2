import { sql } from 'kysely';
import type { ForwardPageArgs, PageInfo } from '../../kit/reading/connection.ts';
import { decodeCursor, encodeCursor, type DirectedKey } from '../../kit/reading/keyset.ts';
import { pageSize } from '../../kit/reading/list.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import type { Reached, ReachedTie } from './reached-tie.listing.ts';

/** The order of the ties, which are walked in memory: the SQL of the keys is never run. */
const keys: DirectedKey[] = [
  { name: 'DEPTH', expression: sql`depth`, type: 'bigint', direction: OrderDirection.ASC },
  { name: 'TIE', expression: sql`tie`, type: 'text', direction: OrderDirection.ASC },
];

const cursorOf = ({ depth, tie }: ReachedTie): string => encodeCursor(keys, { '~0': String(depth), '~1': tie.key });

/** The value of a connection of dependencies: a page of the ties that were reached. */
export class DependencyList {
  readonly #reached: () => Promise<Reached>;
  readonly #after: string[] | null;
  readonly #hasPrevious: boolean;
  readonly #size: number;

  constructor(reached: () => Promise<Reached>, args: ForwardPageArgs) {
    this.#reached = reached;
    this.#size = pageSize(args);
    this.#hasPrevious = Boolean(args.after);
    this.#after = args.after == null ? null : decodeCursor(keys, args.after, 'after');
  }

  get edges(): Promise<{ cursor: string; node: ReachedTie }[]> {
    return this.nodes.then((nodes) => nodes.map((node) => ({ node, cursor: cursorOf(node) })));
  }

  get nodes(): Promise<ReachedTie[]> {
    return this.#following().then((ties) => ties.slice(0, this.#size));
  }

  get pageInfo(): Promise<PageInfo> {
    return this.#following().then((ties) => {
      const page = ties.slice(0, this.#size);
      return {
        hasNextPage: ties.length > this.#size,
        hasPreviousPage: this.#hasPrevious,
        startCursor: page.length > 0 ? cursorOf(page[0]!) : null,
        endCursor: page.length > 0 ? cursorOf(page.at(-1)!) : null,
      };
    });
  }

  get totalCount(): Promise<number> {
    return this.#reached().then(({ ties }) => ties.length);
  }

  get truncated(): Promise<boolean> {
    return this.#reached().then(({ truncated }) => truncated);
  }

  /** The ties after the cursor: by its position, so that the cursor stays valid when its own tie has ended meanwhile. */
  async #following(): Promise<ReachedTie[]> {
    const { ties } = await this.#reached();
    if (this.#after === null) return ties;
    const [afterDepth, afterKey] = [Number(this.#after[0]), this.#after[1]!];
    return ties.filter(({ depth, tie }) => depth > afterDepth || (depth === afterDepth && tie.key > afterKey));
  }
}
