import type pg from 'pg';
import type { Drawn } from '../draw.ts';

/** The server's own measure of a message, such as `duration: 0.123 ms`: of planning a statement, or of executing it. */
const DURATION = /^duration: ([\d.]+) ms$/;

/**
 * Has the server tell each connection that opens meanwhile how long it worked on a statement. Measured by the client, half
 * of a short statement is the way to the server and back, and what else this process does.
 */
export async function whileReporting<Result>(
  database: Drawn & { url: string },
  run: () => Promise<Result>,
): Promise<Result> {
  const name = new URL(database.url).pathname.slice(1);
  const settings = { log_duration: 'on', client_min_messages: 'log' };
  for (const [setting, value] of Object.entries(settings))
    await database.query(`alter database ${name} set ${setting} = ${value}`);
  try {
    return await run();
  } finally {
    for (const setting of Object.keys(settings)) await database.query(`alter database ${name} reset ${setting}`);
  }
}

/** Adds up what the server reports to the connections of some databases. @returns what takes the sum, in milliseconds */
export function sumReported(databases: readonly { pools: readonly pg.Pool[] }[]): () => number {
  let sum = 0;
  for (const pool of databases.flatMap(({ pools }) => pools)) {
    pool.on('connect', (client) => {
      client.on('notice', ({ message = '' }) => {
        sum += Number(DURATION.exec(message)?.[1] ?? 0);
      });
    });
  }
  return () => {
    const taken = sum;
    sum = 0;
    return taken;
  };
}
