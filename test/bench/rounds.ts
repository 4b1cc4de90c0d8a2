import { difference } from './agreement.ts';
import type { Loader } from './loader.ts';
import type { Asking } from './targets.ts';
import { cpuOf, cpuOfPostgres } from './usage.ts';

/** One contender for a question, ready to be asked. */
export interface Contender extends Asking {
  name: string;
  url: string;
  pids: number[];
}

/** What one round measured of one contender. */
export interface Sample {
  /** Requests a second. */
  throughput: number;
  /** Milliseconds that half of the requests, or 99 in a hundred, did not exceed. */
  p50: number;
  p99: number;
  /** CPU milliseconds a request: of the contender's processes, and of PostgreSQL's. */
  cpu: number;
  cpuOfPostgres: number;
}

export interface Pace {
  rounds: number;
  /** How long a contender is measured in a round, in seconds, and its least and most requests. */
  seconds: number;
  least: number;
  most: number;
  connections: number;
  /** How many of the ways to ask a question have their answers compared before anything is timed. */
  compared: number;
}

/**
 * Asks all contenders the same and compares what they answer.
 * @throws Error where one fails, or does not answer what the first does
 */
export async function requireAgreement(
  question: string,
  contenders: Contender[],
  { compared }: Pick<Pace, 'compared'>,
): Promise<void> {
  const count = contenders[0]!.requests.length;
  const step = Math.max(1, Math.floor(count / compared));
  for (let index = 0; index < count; index += step) {
    const answers = await Promise.all(
      contenders.map(async (contender) => {
        // A gateway may have used a connection that a service was just closing, and not ask again by itself.
        const answer = await answerOf(contender, index).catch(() => answerOf(contender, index));
        return { ...contender, answer };
      }),
    );
    const [first, ...others] = answers;
    for (const { name, answer, isPart } of others) {
      const found = difference(first!.answer, answer, isPart);
      if (found)
        throw new Error(
          `${question}: ${first!.name} and ${name} differ in ${found}, asked with ${first!.requests[index]!.body}`,
        );
    }
  }
}

async function answerOf({ name, url, requests, read }: Contender, index: number): Promise<unknown> {
  const { method, path, headers, body } = requests[index]!;
  const response = await fetch(new URL(path, url), { method, headers, body });
  const text = await response.text();
  const { data, errors } = response.ok ? JSON.parse(text) : { errors: text };
  if (errors) throw new Error(`${name} answers with ${JSON.stringify(errors)} to ${body}`);
  return read(data);
}

/** Has a contender find out which connections its servers closed while others had their turn. */
async function wake(contender: Contender, connections: number): Promise<void> {
  const count = Math.min(2 * connections, contender.requests.length);
  await Promise.allSettled(Array.from({ length: count }, (_, index) => answerOf(contender, index)));
}

/** Measures contenders in turn, so that what else the machine does slows all alike. By name, a sample for each round. */
export async function runRounds(
  loader: Loader,
  postmaster: number,
  contenders: Contender[],
  pace: Pace,
): Promise<Record<string, Sample[]>> {
  const samples = Object.fromEntries(contenders.map(({ name }) => [name, [] as Sample[]]));
  const amounts = new Map<Contender, number>();
  const measure = async (contender: Contender, amount: number): Promise<Sample> => {
    const { name, url, requests, pids } = contender;
    await wake(contender, pace.connections);
    const before = [cpuOf(pids), cpuOfPostgres(postmaster)] as const;
    const loaded = await loader.run({
      url: new URL('/', url).href,
      requests,
      connections: pace.connections,
      amount,
      seconds: 60 + 20 * pace.seconds,
    });
    const { took, seconds, failed } = loaded;
    if (failed > 0 || took.length !== amount)
      throw new Error(`${name}: ${took.length} of ${amount} requests were answered, ${failed} not as they should`);
    const ordered = took.toSorted((one, other) => one - other);
    return {
      throughput: amount / seconds,
      p50: quantile(ordered, 0.5),
      p99: quantile(ordered, 0.99),
      cpu: (cpuOf(pids) - before[0]) / amount,
      cpuOfPostgres: (cpuOfPostgres(postmaster) - before[1]) / amount,
    };
  };
  const bounded = (amount: number): number => Math.round(Math.min(pace.most, Math.max(pace.least, amount)));

  // Until PostgreSQL has made up its mind on plans, and V8 on code; it tells how many requests a round can hold.
  for (const contender of contenders) {
    const first = await measure(contender, pace.least);
    const second = await measure(contender, bounded((first.throughput * pace.seconds) / 2));
    amounts.set(contender, bounded(second.throughput * pace.seconds));
  }
  for (let round = 0; round < pace.rounds; round++) {
    const turn = round % contenders.length;
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)])
      samples[contender.name]!.push(await measure(contender, amounts.get(contender)!));
  }
  return samples;
}

const quantile = (ordered: number[], part: number): number => ordered[Math.ceil(part * ordered.length) - 1]!;
