import type { GraphQLSchema } from 'graphql';
import { hub } from '../built.ts';
import { shareFound } from './found.ts';
import { sumReported } from './server-time.ts';

/** What one operation costs by the formula, and what it took. */
export interface Sample {
  document: string;
  cost: number;
  /** How long the server worked on its statements together, in milliseconds. */
  databaseMs: number;
  /** Whether it found anything. */
  isEmpty: boolean;
  /** The share of the objects that its pages asked for, which they have. */
  share: number;
  /** The codes of its errors. */
  codes: string[];
}

/** The graph in this process, over one connection a service, so that statements do not wait for one another. */
export interface Graph {
  schema: GraphQLSchema;
  /** Runs an operation; `undefined` for a limit of the cost. */
  run(document: string): Promise<Sample>;
  close(): Promise<void>;
}

interface Response {
  data?: Record<string, unknown> | null;
  errors?: { extensions: { code: string; limit?: string } }[];
  extensions?: { cost: { cost: number } };
}

/**
 * @param statementTimeoutMs of every statement; 0 for no limit
 * @param cost the limit of the cost; defaults to the hub's
 */
export async function openGraph(url: string, statementTimeoutMs: number, cost?: number): Promise<Graph> {
  const databases = hub.services.map(
    (service) => new hub.ServiceDatabase(service, url, { poolSize: 1, statementTimeoutMs }),
  );
  const takeReported = sumReported(databases);
  const subgraphs = await Promise.all(
    hub.services.map((service, index) => hub.createSubgraph(service, databases[index]!)),
  );
  const supergraph = await hub.readSupergraph();
  const gateway = hub.createLocalGateway({
    supergraph,
    subgraphs,
    logger: { error: () => undefined },
    limits: { ...(cost !== undefined && { cost }), tokens: 20_000, depth: 30 },
  });
  return {
    schema: hub.publicSchema(supergraph),
    async run(document) {
      const body = JSON.stringify({ query: document, extensions: { cost: true } });
      const request = new Request('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const response = await gateway.fetch(request);
      const { data, errors = [], extensions } = (await response.json()) as Response;
      const codes = errors.map((error) => error.extensions.limit ?? error.extensions.code);
      return {
        document,
        cost: extensions?.cost.cost ?? Number.NaN,
        databaseMs: takeReported(),
        isEmpty: !data || Object.values(data).every(isNothing),
        share: shareFound(document, data ?? {}),
        codes,
      };
    },
    async close() {
      await gateway.dispose();
      await Promise.all(databases.map((database) => database.close()));
    },
  };
}

/** Whether a root field found nothing: no object, or a list or page without items. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (typeof value === 'object' && 'nodes' in value && (value.nodes as unknown[]).length === 0);
}
