import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDatabase } from './database.ts';
import type { Bench } from './comparison.ts';
import { readCompared } from './questions.ts';
import type { Fleet } from './variants.ts';

/** Where a process of the hub spends its time on one question, one request after the other. */
export interface Profile {
  title: string;
  /** Shares of the time in which it did anything, by part. */
  parts: Record<string, number>;
}

/** What a profile is told by: the first that fits. */
const parts: [string, (name: string, url: string) => boolean][] = [
  ['collecting garbage', (name) => name === '(garbage collector)'],
  ['writing to sockets', (name) => /^write(v|Buffer|Utf8String|Latin1String)$/.test(name)],
  ["PostgreSQL's driver (pg)", (_, url) => /node_modules\/pg(-|\/)/.test(url)],
  ['statements (Kysely, dataloader)', (_, url) => /node_modules\/(kysely|dataloader|@mikro-orm|lru-cache)\//.test(url)],
  [
    'GraphQL over HTTP (Yoga, Hive)',
    (_, url) => /node_modules\/(graphql-yoga|@(whatwg-node|envelop|graphql-\w+))\//.test(url),
  ],
  [
    'execution (graphql-jit, graphql)',
    (name, url) =>
      /node_modules\/(graphql|graphql-jit|type-graphql)\//.test(url) || (url === '' && /Handler|__/.test(name)),
  ],
  ["the hub's own code", (_, url) => url.includes('/dist/')],
  ['Node and V8', () => true],
];

const asked: [question: string, variant: 'local' | 'remote'][] = [
  ['establishment', 'local'],
  ['page-100', 'local'],
  ['crossing', 'local'],
  ['crossing', 'remote'],
];

/**
 * Profiles the hub's local engine, and the gateway of the remote one, on the questions whose goals are the highest.
 * @param fleet one that is made for it, with the folder of its profiles
 */
export async function measureProfiles(
  bench: Bench,
  database: BenchDatabase,
  fleet: Fleet,
  folder: string,
  only?: string[],
): Promise<Profile[]> {
  const questions = await readCompared(database);
  const profiles: Profile[] = [];
  for (const [name, engine] of asked.filter(([question]) => only?.includes(question) ?? true)) {
    bench.say(`profiling: ${name}, ${engine}`);
    const question = questions.find((one) => one.name === name)!;
    const { url, pids, ask } = await fleet.start(engine);
    const { requests } = (await ask(question))!;
    const amount = bench.scale.profiled;
    // One request after the other: nothing waits for a CPU that another one has.
    const load = { url: new URL('/', url).href, requests, connections: 1, amount, seconds: 60 };
    await bench.loader.run(load);
    process.kill(pids[0]!, 'SIGUSR2');
    await bench.loader.run(load);
    process.kill(pids[0]!, 'SIGUSR2');
    const file = join(folder, `${name}-${engine}.cpuprofile`);
    await appeared(join(folder, `${pids[0]}.cpuprofile`), file);
    const shares = partsOf(JSON.parse(await readFile(file, 'utf8')) as CpuProfile);
    profiles.push({ title: `${question.title}, ${engine}`, parts: shares });
  }
  return profiles;
}

/** Waits for a file, and gives it its name. */
async function appeared(file: string, name: string): Promise<void> {
  for (let waited = 0; !existsSync(file); waited += 50) {
    if (waited > 10_000) throw new Error(`There is no profile: ${file}`);
    await pause(50);
  }
  await rename(file, name);
}

/** Of V8's form of a profile, what is read here. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
}

/** The share of each part in the time in which a process did anything. */
export function partsOf({ nodes, samples, timeDeltas }: CpuProfile): Record<string, number> {
  const partOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const [part] = parts.find(([, fits]) => fits(functionName, url))!;
      return [id, functionName === '(idle)' ? null : part];
    }),
  );
  const times = Object.fromEntries(parts.map(([part]) => [part, 0]));
  let total = 0;
  samples.forEach((id, index) => {
    const part = partOf.get(id);
    if (part == null) return;
    times[part]! += timeDeltas[index]!;
    total += timeDeltas[index]!;
  });
  return Object.fromEntries(Object.entries(times).map(([part, time]) => [part, time / total]));
}
