import type { BenchDatabase, Server } from './database.ts';
import type { Loader } from './loader.ts';
import { readCompared, readContract, type Question } from './questions.ts';
import { requireAgreement, runRounds, type Contender, type Pace, type Sample } from './rounds.ts';
import type { Scale } from './scale.ts';
import { peakOf } from './usage.ts';
import { titles, type Fleet, type Variant, type VariantName } from './variants.ts';

/** What all measurements of a run share. */
export interface Bench {
  server: Server;
  loader: Loader;
  scale: Scale;
  say(text: string): void;
  /** Has something ended with the run, however it ends. */
  onClose(step: () => Promise<void>): void;
}

/** What was measured of a question: by the contender's name, a sample for each round. */
export interface Measured {
  name: string;
  title: string;
  samples: Record<string, Sample[]>;
}

export interface Compared {
  compared: Measured[];
  /** The most memory that each variant's processes had together, in MB, and how many they are. */
  memory: Record<string, { peak: number; processes: number }>;
}

/** The pages are measured in the same rounds, as they are compared with one another. */
const together = ['first-page', 'last-page'];

/** Compares the variants' answers to each question, then measures them in turn. */
export async function measureCompared(
  bench: Bench,
  database: BenchDatabase,
  fleet: Fleet,
  only: string[] = Object.keys(titles),
  questions?: string[],
): Promise<Compared> {
  bench.say(`starting ${only.join(', ')}`);
  const variants = await Promise.all(only.map((name) => fleet.start(name as VariantName)));
  const all = (await readCompared(database)).filter(({ name }) => questions?.includes(name) ?? true);
  const groups = [
    ...all.filter(({ name }) => !together.includes(name)).map((question) => [question]),
    all.filter(({ name }) => together.includes(name)),
  ].filter((group) => group.length > 0);
  const compared: Measured[] = [];
  for (const group of groups) compared.push(...(await measureGroup(bench, variants, group, bench.scale.pace)));
  const memory = Object.fromEntries(
    variants.map(({ name, pids }) => [
      name,
      { peak: pids.reduce((sum, pid) => sum + (peakOf(pid) ?? 0), 0), processes: pids.length },
    ]),
  );
  return { compared, memory };
}

/** The contract's operations that the comparison has, asked about more. */
const alreadyCompared = ['register-search', 'cross-domain-search', 'imaging-by-region'];

/** The other operations of the hub's contract, asked by a partner institution, beside the hand-written statements. */
export async function measureContract(
  bench: Bench,
  database: BenchDatabase,
  fleet: Fleet,
  headers: Record<string, string>,
): Promise<Measured[]> {
  const variants = await Promise.all((['local', 'remote', 'limit-json'] as const).map((name) => fleet.start(name)));
  const contract: Measured[] = [];
  const questions = (await readContract(database)).filter(({ name }) => !alreadyCompared.includes(name));
  for (const question of questions)
    contract.push(...(await measureGroup(bench, variants, [{ ...question, headers }], bench.scale.briefly)));
  return contract;
}

async function measureGroup(
  { server, loader, say }: Bench,
  variants: Variant[],
  questions: Question[],
  pace: Pace,
): Promise<Measured[]> {
  const contenders: Contender[] = [];
  for (const question of questions) {
    say(`comparing answers: ${question.name}`);
    const own = await contendersOf(variants, question);
    await requireAgreement(question.name, own, pace);
    contenders.push(...own.map((one) => ({ ...one, name: `${question.name}/${one.name}` })));
  }
  say(`measuring: ${questions.map(({ name }) => name).join(', ')}`);
  const samples = await runRounds(loader, server.postmaster, contenders, pace);
  return questions.map(({ name, title }) => ({
    name,
    title,
    samples: Object.fromEntries(
      Object.entries(samples)
        .filter(([key]) => key.startsWith(`${name}/`))
        .map(([key, value]) => [key.slice(name.length + 1), value]),
    ),
  }));
}

/** The variants that have a question, ready to be asked. */
export async function contendersOf(variants: Variant[], question: Question): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const { name, url, pids, ask } of variants) {
    const asking = await ask(question);
    if (asking) contenders.push({ ...asking, name, url, pids });
  }
  return contenders;
}
