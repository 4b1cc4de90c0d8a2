import type { AbortableQueryOptions, CompiledQuery, Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Stands in a statement for a value that each call brings. */
export class Placeholder {
  constructor(readonly name: string) {}
}

/** How many statements an owner keeps, and of what length their shapes are: clients decide on some. */
const max = 200;
const longestShape = 1000;

const compiled = new WeakMap<object, LRUCache<string, CompiledQuery>>();

/**
 * Runs a statement, with its slots filled. It is built and compiled at its first call alone where it has a shape.
 * @param owner what the statement reads: statements are forgotten with it
 * @param shape tells the owner's statements apart: whatever but slots makes a difference to the statement has to be in it;
 * null for a statement that is not to be kept
 */
export async function runPrepared<Row>(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  owner: object,
  shape: string | null,
  build: () => CompiledQuery,
  values: Readonly<Record<string, unknown>>,
  options: AbortableQueryOptions,
): Promise<Row[]> {
  const statement = shape === null || shape.length > longestShape ? build() : kept(owner, shape, build);
  const parameters = statement.parameters.map((given) => (given instanceof Placeholder ? values[given.name] : given));
  const { rows } = await db.executeQuery<Row>({ ...statement, parameters } as CompiledQuery<Row>, options);
  return rows;
}

function kept(owner: object, shape: string, build: () => CompiledQuery): CompiledQuery {
  let statements = compiled.get(owner);
  if (statements === undefined) compiled.set(owner, (statements = new LRUCache({ max })));
  let statement = statements.get(shape);
  if (statement === undefined) statements.set(shape, (statement = build()));
  return statement;
}
