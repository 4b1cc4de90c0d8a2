import type { GraphQLError } from 'graphql';
import pg from 'pg';
import { clientError } from '../../../platform/errors.ts';

/** The server canceled the statement. Its messages depend on the server's language, so the codes have to do. */
const CANCELED = '57014';
/** A text value has the character NUL, which PostgreSQL cannot store. */
const INVALID_TEXT = '22021';
/** The values of a statement do not fit the protocol: they are the client's, and the server is well. */
const PROTOCOL_VIOLATION = '08P01';
const NO_SUCH_DAY = /^2200[789]$/;
/** A value that its type cannot hold, or a computation with it. */
const DATA_EXCEPTION = /^22...$/;
/** The statement is too complex, or has too many parts: as many as the client's conditions make. */
const TOO_LARGE = /^54...$/;
/** The connection failed, or the server shuts down, starts, or has no connection left. */
const OUTAGE_CODE = /^(08(?!P01)...|57P0[1235]|53300)$/;
/** Messages of the driver, whose errors have no code. */
const OUTAGE_MESSAGE = /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout e)/;
const LOST_CODE = /^(E[A-Z]+|57P0[123]|08(?!P01)...)$/;
const LOST_MESSAGE = /^(Connection terminated|Client )/;

/** The characters of a client's value that a message repeats. */
const maxShown = 100;
/** The quotation marks around a value in the server's messages, by its language. */
const quotes = [
  ['"', '"'],
  ['« ', ' »'],
  ['„', '“'],
] as const;

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

/**
 * The error that a client gets for its statement, whichever server ran it; undefined for a failure that is not the client's to fix.
 * @param parameters those of the statement, of which the message shows the one that the server did not accept
 */
export function clientErrorOf(error: unknown, parameters: readonly unknown[]): GraphQLError | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  const { code = '', message } = error;
  if (code === CANCELED)
    return clientError(
      'DEADLINE_EXCEEDED',
      'The database took too long. Request less: smaller pages, narrower conditions, or several requests.',
    );
  if (TOO_LARGE.test(code))
    return clientError(
      'LIMIT_EXCEEDED',
      'The database cannot read this many conditions at once. Use fewer conditions, or several requests.',
    );
  if (code === INVALID_TEXT) return clientError('BAD_USER_INPUT', 'Text must not contain the NUL character (U+0000).');
  if (code !== PROTOCOL_VIOLATION && !DATA_EXCEPTION.test(code)) return undefined;
  const value = mentioned(message, parameters);
  const subject = value === undefined ? 'A value of the request' : `The value ${shown(value)}`;
  return clientError(
    'BAD_USER_INPUT',
    NO_SUCH_DAY.test(code)
      ? `${subject} is not a day of the calendar: days are from 0001-01-01 to 9999-12-31. Correct it, or start again from the first page if it comes from a cursor.`
      : `${subject} is malformed, or out of the range of its type. Correct it, or start again from the first page if it comes from a cursor.`,
  );
}

/** The parameter that a message of the server quotes: the longest, where one contains another. */
function mentioned(message: string, parameters: readonly unknown[]): string | undefined {
  return parameters
    .flat()
    .map(String)
    .filter((value) => quotes.some(([open, close]) => message.includes(`${open}${value}${close}`)))
    .toSorted((one, other) => other.length - one.length)[0];
}

const shown = (value: string): string =>
  JSON.stringify(value.length > maxShown ? `${value.slice(0, maxShown)}…` : value);
