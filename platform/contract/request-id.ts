import { randomUUID } from 'node:crypto';

/** The header that names a request in every log and answer, from the client through the gateway to the services. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** A caller's own id is kept where it cannot forge a line of the log. */
const SAFE_ID = /^[\w.:-]{1,64}$/;

/** The id of a request: the one that it was given, or a new one. */
export const requestIdOf = (given: unknown): string =>
  typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
