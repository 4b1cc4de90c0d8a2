import { clientKit, type ClientKit } from './client-kit.ts';

const WRITTEN = '// Written by `npx maillage schema write`: see docs/clients.md.\n';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** The files of `clients/` by their name: the client kit of a supergraph, for each client in its own form. */
export function clientFiles(supergraph: string): Map<string, string> {
  const kit = clientKit(supergraph);
  return new Map([
    ['clients.json', `${JSON.stringify(kit)}\n`],
    ['apollo.ts', apollo(kit)],
    ['graphcache.ts', graphcache(kit)],
    ['codegen.json', `${json({ strictScalars: true, scalars: kit.scalars })}\n`],
    ['relay.config.json', `${json(relay(kit))}\n`],
  ]);
}

/** The policies of Apollo Client's `InMemoryCache`. Objects without a key are merged, not replaced, by the next answer. */
function apollo({ possibleTypes, keys, connections }: ClientKit): string {
  const policies = [...new Set([...Object.keys(keys), ...Object.keys(connections)])].flatMap((type) => {
    const key = keys[type];
    const isDefault = key === undefined || key?.join() === 'id';
    const parts = isDefault ? [] : key ? [`keyFields: ${keyFunction(type, key)}`] : ['keyFields: false', 'merge: true'];
    const fields = Object.entries(connections[type] ?? {}).map(
      ([name, list]) => `      ${name}: relayStylePagination(${JSON.stringify(list)}),\n`,
    );
    if (fields.length > 0) parts.push(`fields: {\n${fields.join('')}    }`);
    return parts.length > 0 ? [`  ${type}: { ${parts.join(', ')} },\n`] : [];
  });
  return `${WRITTEN}import type { TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

export const possibleTypes = ${json(possibleTypes)};

export const typePolicies: TypePolicies = {
${policies.join('')}};
`;
}

/** A function, because a list of fields would make Apollo fail on answers without them. */
const keyFunction = (type: string, key: string[]): string =>
  `(object) => (${key.map((field) => `object[${JSON.stringify(field)}]`).join(' && ')} ? \`${type}:${key
    .map((field) => `\${object[${JSON.stringify(field)}]}`)
    .join(' ')}\` : false)`;

/** The options of urql's `cacheExchange`. */
function graphcache({ keys, connections, introspection }: ClientKit): string {
  const keyed = Object.entries(keys).filter(([, key]) => key?.join() !== 'id');
  const keyLines = keyed.map(([type, key]) =>
    key
      ? `  ${type}: (data) => ${key.map((field) => `String(data[${JSON.stringify(field)}])`).join(" + ' ' + ")},\n`
      : `  ${type}: () => null,\n`,
  );
  const resolvers = Object.entries(connections).map(
    ([type, fields]) =>
      `  ${type}: {\n${Object.keys(fields)
        .map((field) => `    ${field}: relayPagination(),\n`)
        .join('')}  },\n`,
  );
  return `${WRITTEN}import type { CacheExchangeOpts, KeyingConfig } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

export const keys: KeyingConfig = {
${keyLines.join('')}};

export const resolvers: NonNullable<CacheExchangeOpts['resolvers']> = {
${resolvers.join('')}};

export const schema = ${JSON.stringify(introspection)} as NonNullable<CacheExchangeOpts['schema']>;
`;
}

/** The configuration of Relay's compiler, beside the schema that the hub serves. */
const relay = ({ scalars }: ClientKit) => ({
  src: './src',
  schema: './schema.graphql',
  language: 'typescript',
  eagerEsModules: true,
  customScalarTypes: scalars,
});
