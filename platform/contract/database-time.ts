/** The header of a service's reply with how long the database worked on it, in milliseconds. */
export const DATABASE_TIME_HEADER = 'x-maillage-database-ms';
