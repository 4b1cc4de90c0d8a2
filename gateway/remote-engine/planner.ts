import { QueryPlanner, type QueryPlan } from '@graphql-hive/router-query-planner';
import { print, type DocumentNode } from 'graphql';

/** Plans the steps in which the services answer an operation: Hive's planner, in Rust. */
export class Planner {
  readonly #planner: QueryPlanner;

  /** @throws Error if the supergraph cannot be planned */
  constructor(supergraph: string) {
    this.#planner = new QueryPlanner(supergraph);
  }

  /**
   * An operation's plan, made on first use.
   * @param prepare turns a plan into what is kept of it
   */
  planOf<Kept>(
    document: DocumentNode,
    operationName: string | undefined,
    prepare: (plan: QueryPlan) => Kept,
  ): () => Promise<Kept> | Kept {
    const text = print(document);
    const kept = new Map<number, Promise<Kept> | Kept>();
    return () => {
      // A progressive `@override` applies to a percentage of requests, chosen at random.
      const chance = Math.random() * 100;
      const key = this.#planner.overridePercentages.filter((percentage) => chance > percentage).length;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const planned = this.#planner.planAsync(text, operationName, new Set(), chance).then(prepare);
      kept.set(key, planned);
      planned.then(
        (plan) => kept.set(key, plan),
        () => kept.delete(key),
      );
      return planned;
    };
  }
}
