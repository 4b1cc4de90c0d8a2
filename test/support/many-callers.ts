/** The settings of a hub that gets from one address what many callers would send. */
export const manyCallers = {
  RATE_LIMIT: '0',
  RATE_LIMIT_DATABASE_MS: '0',
  OPERATIONS_PER_CALLER: '1000',
  DATABASE_CONNECTIONS_PER_CALLER: '1000',
};
