import { Command, Option } from 'commander';
import { serviceNames } from '../services/registry.ts';
import { changeLog, partners, roleOf, serviceOf, serviceUrl } from '../services/kit/database/role.ts';
import { readEnv, serviceKeys } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';

type Format = 'pairs' | 'env' | 'json';

const formatOption = (variable: string): Option =>
  new Option('--format <format>', `pairs (name=value), env (${variable}_<NAME>=value, for an .env file) or json`)
    .choices(['pairs', 'env', 'json'])
    .default('pairs');

/** `maillage roles`: prints the database URL of each service, of partners' writes and of the change log, derived from the owner's; it connects to nothing. */
export const rolesCommand = new Command('roles')
  .description(
    "print the database URLs of each service's own role, of partners' writes and of the change log, derived from the owner's (DATABASE_URL)",
  )
  .addOption(formatOption('DATABASE_URL'))
  .action(({ format }: { format: Format }) => {
    const { DATABASE_URL: url } = readEnv();
    if (url === undefined)
      throw new OperatorError("DATABASE_URL is missing: set it to the owner's URL, which `maillage migrate` uses.");
    const role = serviceOf(url, serviceNames);
    if (role !== undefined)
      throw new OperatorError(`DATABASE_URL is of ${roleOf(role)}, the role of a service: set it to the owner's URL.`);
    print('DATABASE_URL', [...serviceNames, partners, changeLog], (each) => serviceUrl(each, url), format);
  });

/** `maillage secrets`: prints the keys of each service, derived from the gateway's secrets. */
export const secretsCommand = new Command('secrets')
  .description(
    "print the keys by which each service recognises its gateway, derived from the gateway's SUBGRAPH_SECRET",
  )
  .addOption(formatOption('SUBGRAPH_KEYS'))
  .action(({ format }: { format: Format }) => {
    const env = readEnv();
    if (env.SUBGRAPH_SECRET === undefined)
      throw new OperatorError("SUBGRAPH_SECRET is missing: set it to the gateway's secret.");
    print(
      'SUBGRAPH_KEYS',
      serviceNames,
      (service) => serviceKeys({ ...env, SUBGRAPH_KEYS: [] }, service)!.join(','),
      format,
    );
  });

function print(variable: string, roles: readonly string[], valueOf: (role: string) => string, format: Format): void {
  const entries = roles.map((name): [string, string] => [name, valueOf(name)]);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
    return;
  }
  const others: Readonly<Record<string, string>> = { [partners]: 'PARTNERS_', [changeLog]: 'CHANGES_' };
  const variableOf = (name: string): string =>
    name in others ? `${others[name]}${variable}` : `${variable}_${name.toUpperCase()}`;
  const label = (name: string): string => (format === 'env' ? variableOf(name) : name);
  process.stdout.write(entries.map(([name, value]) => `${label(name)}=${value}\n`).join(''));
}
