import { sql } from 'kysely';
import type { ForwardPageArgs, PageInfo } from '../../kit/reading/connection.ts';
import { decodeCursor, encodeCursor, type DirectedKey } from '../../kit/reading/keyset.ts';
import { pageSize } from '../../kit/reading/list.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import type { Reached, Step } from './reach.listing.ts';

/** The order of the steps, which are walked in memory: the SQL of the keys is never run. */
const keys: DirectedKey[] = [
  { name: 'DEPTH', expression: sql`depth`, type: 'bigint', direction: OrderDirection.ASC },
  { name: 'TIE', expression: sql`tie`, type: 'text', direction: OrderDirection.ASC },
];

const cursorOf = ({ depth, tie }: Step): string => encodeCursor(keys, { '~0': String(depth), '~1': tie.key });

/** The value of a connection of dependencies: a page of what was reached. */
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

  get edges(): Promise<{ cursor: string; node: Step }[]> {
    return this.nodes.then((nodes) => nodes.map((node) => ({ node, cursor: cursorOf(node) })));
  }

  get nodes(): Promise<Step[]> {
    return this.#following().then((steps) => steps.slice(0, this.#size));
  }

  get pageInfo(): Promise<PageInfo> {
    return this.#following().then((steps) => {
      const page = steps.slice(0, this.#size);
      return {
        hasNextPage: steps.length > this.#size,
        hasPreviousPage: this.#hasPrevious,
        startCursor: page.length > 0 ? cursorOf(page[0]!) : null,
        endCursor: page.length > 0 ? cursorOf(page.at(-1)!) : null,
      };
    });
  }

  get totalCount(): Promise<number> {
    return this.#reached().then(({ steps }) => steps.length);
  }

  get truncated(): Promise<boolean> {
    return this.#reached().then(({ truncated }) => truncated);
  }

  /** The steps behind the cursor. By their place and not its own, so that it holds where a tie has ended in the meantime. */
  async #following(): Promise<Step[]> {
    const { steps } = await this.#reached();
    if (this.#after === null) return steps;
    const [depth, key] = [Number(this.#after[0]), this.#after[1]!];
    return steps.filter((step) => step.depth > depth || (step.depth === depth && step.tie.key > key));
  }
}
