import { chance } from '../chance.ts';
import type { Drawn } from '../draw.ts';
import { kindsOf } from './kinds.ts';
import { openGraph, type Graph, type Sample } from './measure.ts';
import { RandomOperations } from './operations.ts';
import { rankCorrelation } from './rank.ts';
import { readValues, type Values } from './values.ts';

/** How many operations are measured. */
export interface CalibrationScale {
  ranked: number;
  random: number;
}

export interface Calibration {
  /** How alike cost and database time rank (Spearman), over operations that find something. */
  correlation: number;
  ranked: number;
  /** How many random operations the cost limit accepted, and how many of them the statement timeout stopped. */
  accepted: number;
  stopped: number;
  /** The longest database time of an accepted operation, in milliseconds. */
  longestMs: number;
}

/** The lists whose tables grow with the register and the statistics: half of the ranked operations are about them. */
const LARGE = [
  'establishments',
  'findEstablishments',
  'aggregateEstablishments',
  'careOfferIndicators',
  'territories',
  'imagingActivity',
];
/** How many conditions a `where` may have: mostly few. */
const CONDITIONS = [1, 1, 2, 2, 3, 3, 5, 8, 20];
const RUNS = 5;
/** How often an operation is drawn anew that finds much less than it may: nothing, or pages that are mostly empty. */
const ATTEMPTS = 12;
/** The share of the objects that its pages ask for, from which on an operation is not drawn anew. */
const ENOUGH = 0.5;
/** The statement timeout of callers without a token, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** Compares what random operations cost by the formula with the time that they take the database. */
export async function calibrate(
  database: Drawn & { url: string },
  { ranked, random }: CalibrationScale,
): Promise<Calibration> {
  const values = await readValues(database);
  const free = await openGraph(database.url, 0, Number.MAX_SAFE_INTEGER);
  const samples = await rankedSamples(free, values, ranked).finally(() => free.close());
  const limited = await openGraph(database.url, TIMEOUT_MS);
  const accepted = await acceptedSamples(limited, values, random).finally(() => limited.close());
  return {
    correlation: rankCorrelation(
      samples.map(({ cost }) => cost),
      samples.map(({ databaseMs }) => databaseMs),
    ),
    ranked: samples.length,
    accepted: accepted.length,
    stopped: accepted.filter(({ codes }) => codes.includes('DEADLINE_EXCEEDED')).length,
    longestMs: Math.max(...accepted.map(({ databaseMs }) => databaseMs)),
  };
}

/**
 * Operations of every kind of condition and list, in more or less of it. What an operation finds takes time, and no
 * formula of a document knows it: of each kind, the first one counts that finds enough, or else the one that finds most.
 */
async function rankedSamples(graph: Graph, values: Values, wanted: number): Promise<Sample[]> {
  const random = chance(20_270_102);
  const operations = new RandomOperations(graph.schema, values, random);
  const samples: Sample[] = [];
  for (const kind of kindsOf(operations.roots, LARGE, random)) {
    if (samples.length === wanted) break;
    const found = await drawn(graph, () => operations.ofKind(kind));
    if (found) samples.push(await median(graph, found.document));
  }
  return samples;
}

/** An operation that finds enough, or else the one that finds most; undefined if none finds anything. */
async function drawn(graph: Graph, draw: () => string): Promise<Sample | undefined> {
  let most: Sample | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && (most?.share ?? 0) < ENOUGH; attempt++) {
    const sample = await graph.run(draw());
    if (!sample.isEmpty && sample.codes.length === 0 && sample.share > (most?.share ?? -1)) most = sample;
  }
  return most;
}

async function median(graph: Graph, document: string): Promise<Sample> {
  const runs: Sample[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await graph.run(document));
  return runs.toSorted((one, other) => one.databaseMs - other.databaseMs)[Math.floor(RUNS / 2)]!;
}

async function acceptedSamples(graph: Graph, values: Values, wanted: number): Promise<Sample[]> {
  const draw = drawer(graph, values, 20_270_103);
  const samples: Sample[] = [];
  for (let index = 0; samples.length < wanted; index++) {
    const sample = await graph.run(draw(index));
    if (!sample.codes.includes('cost')) samples.push(sample);
  }
  return samples;
}

/** Draws operations: of all root fields in turn, and of the large ones as often again. */
function drawer(graph: Graph, values: Values, seed: number): (index: number) => string {
  const random = chance(seed);
  const operations = new RandomOperations(graph.schema, values, random);
  const { roots } = operations;
  const large = roots.filter(({ name }) => LARGE.includes(name));
  return (index) => {
    const half = Math.floor(index / 2);
    const root = index % 2 === 0 ? roots[half % roots.length]! : large[half % large.length]!;
    return operations.document(root, CONDITIONS[Math.floor(random() * CONDITIONS.length)]!);
  };
}
