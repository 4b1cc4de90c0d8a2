import { badUserInput, clientError } from '../../../platform/errors.ts';
import { currentLog, type LogState } from '../../kit/database/change-log/log-state.ts';
import { decodeCursor } from '../../kit/reading/keyset.ts';
import type { Context } from '../tables.ts';
import { commitOrder, cursorAt } from '../../kit/reading/commit-order.ts';

/**
 * Waits until the log has what was committed before the request, and checks that it still tells of all that follows a cursor.
 * @throws GraphQLError `NOT_FOUND` where the hub keeps no change log, `BAD_USER_INPUT` for a cursor that has expired
 */
export async function requireLog({ db, options }: Context, after: string | null | undefined): Promise<void> {
  const log = await currentLog(db, options);
  if (log.absence !== null) throw clientError('NOT_FOUND', `This hub has no change log: ${log.absence}.`);
  if (after != null) requireKept(log, decodeCursor(commitOrder, after, 'after')[0]!);
}

function requireKept({ keptFrom, startedAt }: LogState, position: string): void {
  if (BigInt(position) >= BigInt(keptFrom)) return;
  const start = cursorAt({ position: keptFrom, sequence: 0 });
  throw badUserInput(
    'after',
    `\`after\` has expired: the change log no longer has all that followed. Read the objects themselves again, and go on from \`${start}\`, where the log begins (started ${startedAt}).`,
  );
}
