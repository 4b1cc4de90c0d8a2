// The limit: a bare server that sends what one hand-written statement answers, prepared once a connection.
// `POST /<question>` has PostgreSQL build the JSON; `POST /<question>.rows` makes it here, of plain rows.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { announce, readSettings } from './process.ts';
import { shapes } from './shapes.ts';

const { databaseUrl, pool: max } = readSettings();
const pool = new pg.Pool({
  connectionString: databaseUrl,
  max,
  options: '-c search_path=public -c timezone=Europe/Paris',
});

const folder = new URL('../questions/', import.meta.url);
const statements = new Map<string, string>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
  const statement = readFileSync(new URL(file, folder), 'utf8');
  const name = file.slice(0, -'.sql'.length);
  // As text, which is sent as it comes: the driver would parse JSON into objects.
  statements.set(name, name.endsWith('.rows') ? statement : `select answer::text from (${statement}\n) as one`);
}

async function answer(name: string, values: unknown[]): Promise<string> {
  const { rows } = await pool.query({ name, text: statements.get(name)!, values });
  const shape = shapes[name];
  return shape ? JSON.stringify({ data: shape(rows, values) }) : `{"data":${rows[0].answer as string}}`;
}

announce(
  createServer((request, response) => {
    text(request)
      .then((body) => answer(request.url!.slice(1), JSON.parse(body) as unknown[]))
      .then(
        (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
        (error: Error) => response.writeHead(500).end(error.message),
      );
  }),
);
