import pg from 'pg';
import { clientError } from '../../../platform/errors.ts';

/** The server stopped the statement. Its words, which may be in any language, would say whether its time was up. */
const CANCELED = '57014';

/** Tells a statement that was stopped for the time it took as `DEADLINE_EXCEEDED`; any other error is thrown as it is. */
export function tellTimeout(error: Error): never {
  if (!(error instanceof pg.DatabaseError) || error.code !== CANCELED) throw error;
  throw clientError(
    'DEADLINE_EXCEEDED',
    'The database was stopped, as it took too long to find this. Ask for less: smaller pages, narrower conditions, or in several requests.',
  );
}
