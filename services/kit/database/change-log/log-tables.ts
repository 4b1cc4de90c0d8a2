/** The service whose schema has the tables of the change log, `change` and `change_log`. */
export const logSchema = 'establishments';

/** The prefix of the messages in the server's log that are for the reader. */
export const messagePrefix = 'maillage';
