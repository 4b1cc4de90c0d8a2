import type { Measured } from './comparison.ts';
import { limitOf, ratio, spreadOf, writtenSpread, type Results, type Spread } from './results.ts';
import type { Sample } from './rounds.ts';

/** What the hub is to reach, and whether it did. */
export interface Goal {
  work: string;
  wanted: string;
  found: string;
  isReached: boolean;
}

/** Two figures of the same work differ by this much from round to round. */
const noise = 0.1;

/** In how many seconds a national file of FINESS+ is to be imported, and with how many MB. */
const finessPlusLimits = { structures: [90, 400], activities: [180, 400] } as const;

/** The goals whose measurements a run has. */
export function goalsOf({ compared, imports, finessPlus, calibration, growth }: Results): Goal[] {
  const goals: Goal[] = [];
  const add = (work: string, wanted: string, found: string, isReached: boolean): void =>
    void goals.push({ work, wanted, found, isReached });
  const question = (name: string): Measured | undefined => compared.find((one) => one.name === name);
  const between = (
    name: string,
    one: string,
    other: string,
    figure: keyof Sample = 'throughput',
  ): Spread | undefined => {
    const measured = question(name);
    const ones = measured?.samples[one];
    const others = other === 'limit' ? measured && limitOf(measured) : measured?.samples[other];
    return ones && others && ratio(ones, others, figure);
  };

  /** What the limit reaches against the same server: the most that there is to be had. */
  const most = (name: string, other: string): string => {
    const measured = question(name);
    const [limit, others] = [measured && limitOf(measured), measured?.samples[other]];
    return limit && others ? `; the limit itself ${writtenSpread(ratio(limit, others, 'throughput'))}` : '';
  };

  const apollo = between('crossing', 'local', 'apollo');
  const tail = between('crossing', 'local', 'apollo', 'p99');
  if (apollo && tail)
    add(
      'three-service crossing, local, against Apollo Gateway',
      '6 times the throughput, lower p99',
      `${writtenSpread(apollo)} times, p99 ${writtenSpread(tail)} of its${most('crossing', 'apollo')}`,
      apollo.median >= 6 && tail.median < 1,
    );
  const remote = between('crossing', 'remote', 'apollo');
  if (remote)
    add(
      'the same, remote, against Apollo Gateway',
      '1.5 times',
      `${writtenSpread(remote)} times`,
      remote.median >= 1.5,
    );
  for (const [name, work] of [
    ['establishment', 'single object'],
    ['page-100', 'page of 100'],
    ['crossing', 'three-service crossing'],
  ] as const) {
    const found = between(name, 'local', 'postgraphile');
    if (found)
      add(
        `${work}, local, against PostGraphile`,
        '1.5 times',
        `${writtenSpread(found)} times${most(name, 'postgraphile')}`,
        found.median >= 1.5,
      );
  }
  const page = between('page-100', 'local', 'limit');
  const cpu = between('page-100', 'local', 'limit', 'cpu');
  if (page && cpu)
    add(
      'page of 100, against the limit',
      'as fast in throughput, 3 times its CPU at most',
      `${writtenSpread(page)} of its throughput, ${writtenSpread(cpu)} times its CPU`,
      page.median >= 1 - noise && cpu.median <= 3,
    );
  const single = between('establishment', 'local', 'limit');
  if (single)
    add('single object, against the limit', '0.45 of its throughput', writtenSpread(single), single.median >= 0.45);
  for (const name of ['find', 'aggregate']) {
    const time = between(name, 'local', 'limit', 'p50');
    const work = name === 'find' ? 'cross-domain find' : 'aggregate by region';
    if (time)
      add(
        `${work}, against hand-written SQL`,
        '1.3 times its time or less',
        `${writtenSpread(time)} times`,
        time.median <= 1.3,
      );
  }
  const [first, last] = ['first-page', 'last-page'].map((name) => question(name)?.samples['local']);
  if (first && last) {
    const pages = ratio(last, first, 'p50');
    add(
      'last page against first page',
      'the same within noise',
      `${writtenSpread(pages)} times its time`,
      pages.median <= 1 + noise,
    );
  }
  for (const { name, title, samples } of growth?.questions ?? []) {
    if (name === 'search') continue;
    const grown = ratio(samples['local ×100']!, samples['local ×1']!, 'p50');
    add(
      `100 times the rows against 1: ${title.toLowerCase()}`,
      'the same within noise',
      `${writtenSpread(grown)} times its time`,
      grown.median <= 1 + noise,
    );
  }
  if (imports.length > 0) {
    const times = spreadOf(imports.map((one) => one.first / one.bare));
    const peak = spreadOf(imports.map((one) => one.peak));
    add(
      'register import, against bare COPY',
      '4 times its time or less, under 400 MB',
      `${writtenSpread(times)} times, ${writtenSpread(peak)} MB`,
      times.median <= 4 && peak.most < 400,
    );
  }
  for (const { name, seconds, cpu: used, peak } of finessPlus) {
    const [mostSeconds, mostMemory] = finessPlusLimits[name];
    add(
      `import of the ${name} of FINESS+`,
      `${mostSeconds} s or less, under ${mostMemory} MB`,
      `${seconds.toFixed(0)} s (${used.toFixed(0)} s of CPU), ${peak.toFixed(0)} MB`,
      seconds <= mostSeconds && peak < mostMemory,
    );
  }
  if (calibration) {
    const { correlation, ranked, accepted, stopped, longestMs } = calibration;
    add(
      `cost against database time, ${ranked} random operations`,
      'they rank alike: Spearman 0.9',
      correlation.toFixed(2),
      correlation >= 0.9,
    );
    add(
      `${accepted.toLocaleString('en')} random operations within the cost limit`,
      'none stopped by the statement timeout of 2 s',
      `${stopped} stopped, longest database time ${Math.round(longestMs)} ms`,
      stopped === 0,
    );
  }
  return goals;
}
