import type DataLoader from 'dataloader';
import type { AbortableQueryOptions, QueryExecutorProvider } from 'kysely';

/** What a statement beside the listings needs of a request: its database, and its batch loaders. */
export interface StatementContext {
  db: QueryExecutorProvider;
  options: AbortableQueryOptions;
  loader<Value>(name: string, load: (keys: readonly string[]) => Promise<Value[]>): DataLoader<string, Value>;
}
