import type { AbortableQueryOptions } from 'kysely';
import type { Account } from '../../../platform/contract/account.ts';

/** How the statements of one request are run. */
export interface ReadOptions extends AbortableQueryOptions {
  /** Whose statements these are, and what their time is charged to; defaults to the request alone, and nothing. */
  account?: Account;
  /** How long the server may work on one statement, in milliseconds, where that is less than for other requests. */
  statementTimeoutMs?: number;
}
