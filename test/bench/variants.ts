import { graphUrl, run, type Program } from '../support/processes.ts';
import { hub } from './built.ts';
import type { Question } from './questions.ts';
import { askHub, askLimit, askPostgraphile, type Asking } from './targets.ts';
import { manyCallers } from '../support/many-callers.ts';

/** One way to answer the questions, running. */
export interface Variant {
  name: string;
  title: string;
  url: string;
  /** The processes that answer, those behind a gateway included. */
  pids: number[];
  /** How it is asked a question; null where it does not have it. */
  ask(question: Question): Promise<Asking | null> | Asking | null;
}

export const titles = {
  local: 'Maillage, local',
  remote: 'Maillage, remote',
  apollo: 'Apollo Gateway',
  hive: 'Hive Gateway as it comes',
  postgraphile: 'PostGraphile 5',
  'limit-json': 'the limit, JSON by PostgreSQL',
  'limit-rows': 'the limit, JSON in Node',
} as const;

export type VariantName = keyof typeof titles;

/** The most connections of each pool: a service's, PostGraphile's, the limit's. */
const pool = 10;

const profiler = new URL('variants/profiler.mjs', import.meta.url).href;

/** What the services know their gateways by, as production asks. */
const secret = 'what the services of the benchmark know their gateways by';

/** The processes of the variants over one database, started as they are asked for. */
export class Fleet {
  readonly #databaseUrl: string;
  readonly #env: Record<string, string>;
  readonly #profiles: string | undefined;
  readonly #programs: Program[] = [];
  readonly #started = new Map<string, Promise<Started>>();

  /**
   * @param env settings of the hub's own processes
   * @param profiles a folder to which the hub's own processes write CPU profiles, when they are told to
   */
  constructor(databaseUrl: string, env: Record<string, string> = {}, profiles?: string) {
    this.#databaseUrl = databaseUrl;
    this.#env = env;
    this.#profiles = profiles;
  }

  async start(name: VariantName): Promise<Variant> {
    const process = name.startsWith('limit') ? 'limit' : name;
    const behind = ['remote', 'apollo', 'hive'].includes(name) ? Object.values(await this.#services()) : [];
    const { url, pid } = await this.#once(process, () => this.#launch(process));
    return {
      name,
      title: titles[name],
      url,
      pids: [pid, ...behind.map((service) => service.pid)],
      ask: (question) => {
        if (name === 'postgraphile') return askPostgraphile(url, question);
        return process === 'limit' ? askLimit(question, name === 'limit-json' ? 'json' : 'rows') : askHub(question);
      },
    };
  }

  /** Stops every process, those too that have just been started. */
  async stop(): Promise<void> {
    for (const { process } of this.#programs) process.kill('SIGTERM');
    await Promise.all(this.#programs.map(({ ended }) => ended));
  }

  async #launch(name: string): Promise<Started> {
    if (name === 'local') return this.#spawn('cli/main.js', ['start'], 'its explorer');
    const services = await this.#services();
    const urls = Object.entries(services).map(([service, { url }]) => [service, url]);
    if (name === 'remote') {
      const started = await this.#spawn('cli/gateway.js', [], 'its explorer', {
        SUBGRAPHS: urls.map((entry) => entry.join('=')).join(),
      });
      while (!(await fetch(new URL('/health/ready', started.url))).ok);
      return started;
    }
    const settings = { databaseUrl: this.#databaseUrl, pool, services: Object.fromEntries(urls), secret };
    return this.#spawn(`../test/bench/variants/${name}.ts`, [JSON.stringify(settings)], 'answers at');
  }

  async #services(): Promise<Record<string, Started>> {
    const started = hub.services.map(async ({ name }) => [
      name,
      await this.#once(`service ${name}`, () => this.#spawn('cli/service.js', [name], 'answers at')),
    ]);
    return Object.fromEntries(await Promise.all(started)) as Record<string, Started>;
  }

  #once(name: string, start: () => Promise<Started>): Promise<Started> {
    let started = this.#started.get(name);
    if (!started) this.#started.set(name, (started = start()));
    return started;
  }

  async #spawn(file: string, args: string[], says: string, env: Record<string, string> = {}): Promise<Started> {
    const isOurs = !file.startsWith('..');
    const program = run(file, args, {
      NODE_ENV: 'production',
      ...(isOurs && {
        DATABASE_URL: this.#databaseUrl,
        DATABASE_POOL: String(pool),
        SUBGRAPH_SECRET: secret,
        PORT: '0',
        ...manyCallers,
        RATE_LIMIT_PARTNER: '0',
        RATE_LIMIT_DATABASE_MS_PARTNER: '0',
        ...this.#env,
      }),
      ...(isOurs && this.#profiles && { NODE_OPTIONS: `--import ${profiler}`, PROFILES: this.#profiles }),
      ...env,
    });
    this.#programs.push(program);
    return { url: graphUrl(await program.says(says)), pid: program.process.pid! };
  }
}

interface Started {
  url: string;
  pid: number;
}
