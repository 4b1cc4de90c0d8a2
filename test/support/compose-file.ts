import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { partners, serviceUrl } from '../../services/kit/database/role.ts';
import { services } from '../../services/registry.ts';

interface Container {
  image: string;
  build?: string;
  command?: string[];
  environment: Record<string, string | number>;
  healthcheck: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  stop_grace_period?: string;
  volumes?: string[];
  mem_limit?: string;
  pids_limit?: number;
  security_opt?: string[];
  logging?: { options: Record<string, string> };
  ports?: string[];
}

export const root = new URL('../../', import.meta.url);
export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

export const compose = read('docker-compose.yml');
export const containers = Object.entries(
  (parse(compose, { merge: true }) as { services: Record<string, Container> }).services,
);
export const named = Object.fromEntries(containers);
export const own = containers.filter(([, container]) => container.build !== undefined);
export const dockerfile = read('Dockerfile');
export const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
> & {
  version: string;
};

/** What is given for a password or a secret. */
export const given = 'given'.repeat(8);
export const ownerUrl = `postgres://maillage:${given}@postgres:5432/maillage`;
/** What `maillage roles` and `maillage secrets` print, in the format env. */
const printed: Record<string, string> = Object.fromEntries([
  ['PARTNERS_DATABASE_URL', serviceUrl(partners, ownerUrl)],
  ['CHANGES_DATABASE_URL', serviceUrl('change_log', ownerUrl)],
  ...services.flatMap(({ name }) => [
    [`DATABASE_URL_${name.toUpperCase()}`, serviceUrl(name, ownerUrl)],
    [`SUBGRAPH_KEYS_${name.toUpperCase()}`, serviceKey(given, name)],
  ]),
]);
export const asked = { POSTGRES_PASSWORD: given, SUBGRAPH_SECRET: given, ...printed };

/** What a container's process finds in its environment when the operator sets what the file asks for alone. */
export function environmentOf(container: Container): Record<string, string> {
  const fill = (text: string): string =>
    text.replaceAll(
      /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)\}/g,
      (_, name: string, initial?: string) =>
        initial ?? (asked as Record<string, string>)[name] ?? expect.fail(`${name} is not given`),
    );
  return Object.fromEntries(Object.entries(container.environment).map(([name, value]) => [name, fill(String(value))]));
}
