import { Buffer } from 'node:buffer';
import type { DrawnRequest } from './draw.ts';
import { flattened } from './flattened.ts';
import type { LoadRequest } from './loader.ts';
import type { Question } from './questions.ts';

/** A question as one variant takes it: the requests, and how to read what it answers. */
export interface Asking {
  requests: LoadRequest[];
  /** Its answer, in the shape of the hub's graph. */
  read(data: unknown): unknown;
  /** Whether it answers a part of what the others do. */
  isPart?: boolean;
}

const post = (path: string, body: unknown, headers?: Record<string, string>): LoadRequest => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  body: JSON.stringify(body),
});

const asIs = (data: unknown): unknown => data;

/** How the hub, and every gateway before its services, is asked. */
export function askHub({ document, asked, headers }: Question): Asking {
  const cursor = (finess: string): string => Buffer.from(JSON.stringify(['FINESS ASC', finess])).toString('base64url');
  return {
    requests: asked.map(({ variables, after }) =>
      post(
        '/graphql',
        { query: document, variables: { ...variables, ...(after && { after: cursor(after) }) } },
        headers,
      ),
    ),
    read: asIs,
  };
}

/** How PostGraphile is asked; null where its schema does not have the question. */
export async function askPostgraphile(url: string, { postgraphile, asked }: Question): Promise<Asking | null> {
  if (postgraphile === null) return null;
  const cursor = await cursors(url);
  return {
    requests: asked.map(({ variables, after }) =>
      post('/graphql', { query: postgraphile, variables: { ...variables, ...(after && { after: cursor(after) }) } }),
    ),
    read: flattened,
  };
}

/** PostGraphile's cursors hold a digest of the order beside its values: one that it made shows how. */
async function cursors(url: string): Promise<(finess: string) => string> {
  const query = '{ allEstablishments(first: 1) { pageInfo { endCursor } } }';
  const { method, headers, body } = post('', { query });
  const { data } = (await (await fetch(url, { method, headers, body })).json()) as any;
  const parts = JSON.parse(Buffer.from(data.allEstablishments.pageInfo.endCursor, 'base64').toString()) as string[];
  return (finess) => Buffer.from(JSON.stringify([...parts.slice(0, -1), finess])).toString('base64');
}

/** How a hand-written statement is asked; null where there is none of that form. */
export function askLimit({ statements, asked, isPart }: Question, form: 'json' | 'rows'): Asking | null {
  const statement = statements.find((one) => one.endsWith('.rows') === (form === 'rows'));
  if (statement === undefined) return null;
  return { requests: asked.map(({ values }: DrawnRequest) => post(`/${statement}`, values)), read: asIs, isPart };
}
