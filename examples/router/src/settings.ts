import { fileURLToPath } from 'node:url';

const { env } = process;

function required(name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is missing.`);
  return value;
}

/** The supergraph that Maillage publishes. A copy of this folder needs a copy of that file. */
export const supergraphFile =
  env['SUPERGRAPH'] ?? fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url));

const local =
  'establishments=http://127.0.0.1:4001/graphql,clinical=http://127.0.0.1:4002/graphql,' +
  'logistics=http://127.0.0.1:4003/graphql,insights=http://127.0.0.1:4004/graphql';

/** The address of each service, by its name in the supergraph: the format is that of Maillage's own gateway. */
export const services = new Map(
  (env['SUBGRAPHS'] ?? local).split(',').map((entry) => {
    const [name = '', url = ''] = entry.split(/=(.*)/s);
    return [name, url] as const;
  }),
);

/** The secret of which the services' keys are derived. */
export const secret = required('SUBGRAPH_SECRET');

/** Who issues the callers' tokens, and for which audience; undefined where there is no issuer. */
export const issuer = env['JWT_ISSUER']
  ? { name: env['JWT_ISSUER'], audience: required('JWT_AUDIENCE'), keys: new URL(required('JWKS_URL')) }
  : undefined;

export const port = Number(env['PORT'] ?? 4000);
