import { services } from '../../services/registry.ts';
import { graphUrl, run, type Program } from './processes.ts';
import { secret } from './secret.ts';
import { manyCallers } from './many-callers.ts';

/** The hub as several machines would run it: a process a service, and the gateway before them. */
export interface Fleet {
  /** Where the graph is answered. */
  url: string;
  gateway: Program;
  /** The services' processes, by name. */
  services: Record<string, Program>;
  /** Where each service answers its gateway. */
  urls: Record<string, string>;
  /** Starts a service again at the address that it had. */
  restart(service: string): Promise<void>;
  /** Stops what still runs, the gateway first. */
  stop(): Promise<void>;
}

/**
 * Starts a fleet over a database that has been migrated, at ports of its own.
 * @param env settings of every process beside those of the addresses
 */
export async function startFleet(databaseUrl: string, env: Record<string, string> = {}): Promise<Fleet> {
  // What a test asks of them is not a stranger's to bound.
  const shared = { DATABASE_URL: databaseUrl, SUBGRAPH_SECRET: secret, PORT: '0', ...manyCallers, ...env };
  const start = (name: string, more: Record<string, string> = {}): Program =>
    run('cli/service.js', [name], { ...shared, ...more });
  const programs = Object.fromEntries(services.map(({ name }) => [name, start(name)]));
  const urls = Object.fromEntries(
    await Promise.all(
      Object.entries(programs).map(async ([name, program]) => [name, graphUrl(await program.says('answers at'))]),
    ),
  ) as Record<string, string>;
  const addresses = Object.entries(urls).map((entry) => entry.join('='));
  const gateway = run('cli/gateway.js', [], { ...shared, SUBGRAPHS: addresses.join() });
  const url = graphUrl(await gateway.says('its explorer'));
  while (!(await fetch(new URL('/health/ready', url))).ok);
  return {
    url,
    gateway,
    services: programs,
    urls,
    async restart(name) {
      const program = start(name, { PORT: new URL(urls[name]!).port });
      programs[name] = program;
      await program.says('answers at');
    },
    async stop() {
      for (const program of [gateway, ...Object.values(programs)]) {
        program.process.kill('SIGTERM');
        await program.ended;
      }
    },
  };
}
