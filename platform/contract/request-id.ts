import { randomUUID } from 'node:crypto';

/** The header that identifies a request in logs and responses, from the client through the gateway to the services. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** A caller's own id is kept if it cannot forge a line of the log. */
const SAFE_ID = /^[\w.:-]{1,64}$/;

/** The id of a request: the caller's own, or a new one. */
export const requestIdOf = (id: unknown): string => (typeof id === 'string' && SAFE_ID.test(id) ? id : randomUUID());
