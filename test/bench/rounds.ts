import pg from 'pg';
import { createLocalGateway } from '../../gateway/local.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { services } from '../../services/registry.ts';
import { statementListeners } from '../../services/shared/database/client.ts';
import { sessionOptions } from '../../services/shared/database/role.ts';
import type { TestDatabase } from '../support/database.ts';
import { testSubgraph } from '../support/subgraph.ts';
import { difference } from './agreement.ts';
import { readQuestions, type Asked, type Question } from './questions.ts';

/** What was measured of one operation: how long it and the statement took, in milliseconds, a request each. */
export interface Measured {
  name: string;
  /** The most statements that a request cost. */
  statements: number;
  operation: number[];
  sql: number[];
}

/**
 * Asks every operation of the hub's local engine, and the hand-written statements, in turn, until the time is over.
 * @throws Error where an operation fails, or does not answer what its statement does
 */
export async function runRounds(database: TestDatabase, milliseconds: number): Promise<Measured[]> {
  const subgraphs = await Promise.all(services.map((service) => testSubgraph(service, database.url)));
  const gateway = createLocalGateway({
    supergraph: await readSupergraph(),
    subgraphs: subgraphs.map(({ subgraph }) => subgraph),
    logger: { error: ({ err }: any, message: string) => void process.stderr.write(`${message}: ${err}\n`) },
  });
  const client = new pg.Client({ connectionString: database.url, options: sessionOptions('public') });
  await client.connect();

  const operate = async ({ operation: { name, document } }: Question, { variables }: Asked): Promise<unknown> => {
    const response = await gateway.fetch(
      new Request('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: document, variables }),
      }),
    );
    const { data, errors } = (await response.json()) as { data: unknown; errors?: { message: string }[] };
    if (errors) throw new Error(`${name} with ${JSON.stringify(variables)}: ${errors[0]!.message}`);
    return data;
  };
  // Prepared once, as the hub's own statements are.
  const query = async ({ operation, sql }: Question, { values }: Asked): Promise<unknown> =>
    (await client.query({ name: operation.name, text: sql!, values })).rows[0].answer;

  try {
    const questions = await readQuestions(database);
    const measured = new Map<Question, Measured>();
    for (const question of questions) {
      const { operation, sql, asked } = question;
      let statements = 0;
      for (const one of asked) {
        const answer = await counted(() => operate(question, one));
        statements = Math.max(statements, answer.statements);
        const unlike = sql && difference(answer.result, await query(question, one));
        if (unlike) throw new Error(`${operation.name} with ${JSON.stringify(one)} answers otherwise: ${unlike}`);
      }
      measured.set(question, { name: operation.name, statements, operation: [], sql: [] });
    }

    const round = async (number: number): Promise<void> => {
      for (const [question, { operation, sql }] of measured) {
        const one = question.asked[number % question.asked.length]!;
        if (question.sql) sql.push(await timed(() => query(question, one)));
        operation.push(await timed(() => operate(question, one)));
      }
    };
    // Until PostgreSQL has made up its mind on plans, and V8 on code.
    for (let number = 0; number < warming; number++) await round(number);
    for (const { operation, sql } of measured.values()) operation.length = sql.length = 0;
    const end = performance.now() + milliseconds;
    for (let number = 0; performance.now() < end; number++) await round(number);
    return [...measured.values()];
  } finally {
    await client.end();
    await gateway.dispose();
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  }
}

const warming = 12;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** What a request answers, and how many statements reach the database in the meantime. */
async function counted(run: () => Promise<unknown>): Promise<{ result: unknown; statements: number }> {
  let statements = 0;
  const listener = (): unknown => statements++;
  statementListeners.add(listener);
  const result = await run().finally(() => statementListeners.delete(listener));
  return { result, statements };
}
