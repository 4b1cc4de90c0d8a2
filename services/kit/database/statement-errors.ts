import type { GraphQLError } from 'graphql';
import pg from 'pg';
import { clientError } from '../../../platform/errors.ts';

/** The server canceled the statement. Its message depends on the server's language, so the code has to do. */
const CANCELED = '57014';
/** A text value has the character NUL, which PostgreSQL cannot store. */
const INVALID_TEXT = '22021';
/** The connection failed, or the server shuts down, starts, or has no connection left. */
const OUTAGE_CODE = /^(08...|57P0[1235]|53300)$/;
/** Messages of the driver, whose errors have no code. */
const OUTAGE_MESSAGE = /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout e)/;
const LOST_CODE = /^(E[A-Z]+|57P0[123]|08...)$/;
const LOST_MESSAGE = /^(Connection terminated|Client )/;

/** Whether a statement failed because the database is unavailable. */
export function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return OUTAGE_CODE.test(error.code ?? '');
  const { syscall, message } = error as NodeJS.ErrnoException;
  return syscall !== undefined || OUTAGE_MESSAGE.test(message);
}

/**
 * Whether a statement failed because its server is gone. Other statements still succeed on a replica that canceled one
 * because it conflicts with replay (40001), or that lacks a table which the primary has.
 */
export function isServerLost(error: unknown): boolean {
  const { code = '', message } = error as Error & { code?: string };
  return LOST_CODE.test(code) || LOST_MESSAGE.test(message);
}

/** The error that a client gets for its statement, whichever server ran it; undefined for a failure that is not the client's to fix. */
export function clientErrorOf(error: unknown): GraphQLError | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  if (error.code === INVALID_TEXT)
    return clientError('BAD_USER_INPUT', 'Text must not contain the NUL character (U+0000).');
  if (error.code !== CANCELED) return undefined;
  return clientError(
    'DEADLINE_EXCEEDED',
    'The database took too long. Request less: smaller pages, narrower conditions, or several requests.',
  );
}
