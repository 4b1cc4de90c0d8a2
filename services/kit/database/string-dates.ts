import pg from 'pg';

const { builtins } = pg.types;
const textArray = 1009 as Parameters<typeof pg.types.getTypeParser>[0];
const dateTypes = [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ, builtins.INTERVAL];
const dateArrayTypes = [1182, 1115, 1185, 1187];

/** Type parsers that keep dates and times as PostgreSQL writes them: a `Date` would move a calendar day to a time zone. */
export const stringDates = new pg.TypeOverrides();
for (const type of dateTypes) stringDates.setTypeParser(type, (text) => text);
for (const type of dateArrayTypes) stringDates.setTypeParser(type, pg.types.getTypeParser(textArray));
