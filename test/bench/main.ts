// `npm run bench`: measures every variant on one machine and one database, prints what it found, and writes it to docs/.
// `npm run bench -- --quick` runs the same code on little data and few requests: it fails where answers differ.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrate } from './calibration/calibrate.ts';
import { measureCompared, measureContract, type Bench } from './comparison.ts';
import { startServer } from './database.ts';
import { measureFinessPlus } from './finess-plus.ts';
import { measureGrowth } from './growth.ts';
import { startLoader } from './loader.ts';
import { describeMachine } from './machine.ts';
import { openPartnerAccess } from './partner.ts';
import { prepare } from './prepare.ts';
import { measureProfiles } from './profile.ts';
import { writeReport } from './report.ts';
import { full, quick, type Scale } from './scale.ts';
import { printResults } from './tables.ts';
import { Fleet } from './variants.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Only these, with commas between; then nothing is written. */
    questions: { type: 'string' },
    variants: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    /** Only the cost of operations against their database time; then nothing is written. */
    cost: { type: 'boolean', default: false },
    /** What its operations are drawn by, instead of the seed that the report is of. */
    seed: { type: 'string' },
    /** A folder to keep the CPU profiles in; then nothing is written. */
    profile: { type: 'string' },
  },
});
const list = (text: string | undefined): string[] | undefined => text?.split(',');
const base = options.quick ? quick : full;
const pace = {
  ...(options.rounds && { rounds: Number(options.rounds) }),
  ...(options.seconds && { seconds: Number(options.seconds) }),
};
const scale: Scale = { ...base, pace: { ...base.pace, ...pace }, briefly: { ...base.briefly, ...pace } };
const isPartial = options.cost || Boolean(options.questions ?? options.variants ?? options.profile);
const questions = list(options.questions);
const say = (text: string): void =>
  void process.stderr.write(`bench ${(performance.now() / 1000).toFixed(0).padStart(4)} s: ${text}\n`);

// In order, and once: on a signal, what is being measured fails as its servers go, and waits here for them.
const closing: (() => unknown)[] = [];
let closed: Promise<void> | undefined;
const close = (): Promise<void> =>
  (closed ??= (async () => {
    for (const step of closing.toReversed()) await step();
  })());
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void close().finally(() => process.exit(1)));

try {
  say('preparing the database');
  const server = await startServer();
  closing.push(() => server.close());
  const { database, imports, contents } = await prepare(server, scale, isPartial, say);
  if (options.cost) {
    say(
      JSON.stringify(
        await calibrate(database, { ...scale.calibration, ...(options.seed && { seed: Number(options.seed) }) }),
      ),
    );
    process.exit(await close().then(() => 0));
  }
  const loader = startLoader();
  closing.push(() => loader.stop());
  const partner = await openPartnerAccess();
  closing.push(() => partner.close());
  const fleet = new Fleet(database.url, partner.env);
  closing.push(() => fleet.stop());
  const bench: Bench = { server, loader, scale, say, onClose: (step) => void closing.push(step) };

  const compared = await measureCompared(bench, database, fleet, list(options.variants), questions);
  const contract = isPartial ? [] : await measureContract(bench, database, fleet, partner.headers);
  await fleet.stop();
  const folder = resolve(options.profile ?? join(server.folder, 'profiles'));
  await mkdir(folder, { recursive: true });
  const profiled = new Fleet(database.url, partner.env, folder);
  closing.push(() => profiled.stop());
  const isProfiled = !isPartial || options.profile !== undefined;
  const profiles = isProfiled ? await measureProfiles(bench, database, profiled, folder, questions) : [];
  await profiled.stop();
  say('comparing cost with database time');
  const calibration = isPartial ? null : await calibrate(database, scale.calibration);
  const growth = isPartial ? null : await measureGrowth(bench);
  const finessPlus = isPartial ? [] : await measureFinessPlus(server, scale, say);
  const results = {
    ...(await describeMachine(database)),
    scale,
    contents,
    ...compared,
    contract,
    profiles,
    imports,
    finessPlus,
    calibration,
    growth,
  };
  printResults(results);
  if (!isPartial && !options.quick) say(`written: ${(await writeReport(results)).join(', ')}`);
} finally {
  await close();
}
