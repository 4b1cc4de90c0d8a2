import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, print, visit } from 'graphql';
import { readSupergraph } from '../../../schema/supergraph.ts';
import { signRequest } from '../../../platform/contract/signature.ts';

/** What the process of a variant is told. */
export interface Settings {
  databaseUrl: string;
  /** The most connections of a pool. */
  pool: number;
  /** Where each service answers, by its name. */
  services: Record<string, string>;
  /** What the services know their gateways by. */
  secret: string;
}

/** The settings, which come as the process's last argument. */
export const readSettings = (): Settings => JSON.parse(process.argv.at(-1)!) as Settings;

/** The hub's supergraph, with the addresses of the services that run. */
export async function supergraphOf({ services }: Settings): Promise<string> {
  const text = await readSupergraph();
  return text.replaceAll(/@join__graph\(name: "(\w+)", url: "[^"]*"\)/g, (_, name: string) => {
    return `@join__graph(name: "${name}", url: "${services[name]!}")`;
  });
}

/**
 * The same without the scopes that fields require, which Apollo Gateway refuses to start with: none of the questions asks
 * for such a field.
 */
export function withoutScopes(supergraph: string): string {
  const document = visit(parse(supergraph), {
    Directive({ name, arguments: given }) {
      const isLink = name.value === 'link' && given?.some(({ value }) => print(value).includes('/requiresScopes/'));
      return isLink || name.value === 'requiresScopes' ? null : undefined;
    },
    DirectiveDefinition: ({ name }) => (name.value === 'requiresScopes' ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (name.value.startsWith('requiresScopes__') ? null : undefined),
  });
  return print(document);
}

/** The headers that a service takes a gateway's request by, of its URL and its body. */
export function signer({ services, secret }: Settings): (url: string, body: unknown) => Record<string, string> {
  const names = new Map(Object.entries(services).map(([name, url]) => [url, name]));
  return (url, body) => signRequest(secret, { service: names.get(url)!, body: String(body) });
}

/** Listens on any free port and says where, then runs until SIGTERM. */
export function announce(server: Server): void {
  process.once('SIGTERM', () => process.exit());
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`answers at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
  });
}
