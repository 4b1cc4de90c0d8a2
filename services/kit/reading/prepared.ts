import type { AbortableQueryOptions, CompiledQuery, Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Marks a parameter of a kept statement, of which each call gives the value. */
export class Placeholder {
  constructor(readonly name: string) {}
}

/** The limits of the statements that are kept for an owner, as clients determine some of their shapes. */
const max = 200;
const longestShape = 1000;

const compiled = new WeakMap<object, LRUCache<string, CompiledQuery>>();

/**
 * Runs a statement with the values of its placeholders. A statement with a shape is built and compiled only once.
 * @param owner the object whose statements are kept, as long as it exists itself
 * @param shape distinguishes the owner's statements, and must contain everything that changes the statement except the
 * values of placeholders; null for a statement that is not kept
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
