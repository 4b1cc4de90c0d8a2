import { chance } from '../chance.ts';
import type { Drawn } from '../draw.ts';
import { kindsOf } from './kinds.ts';
import { openGraph, type Graph, type Sample } from './measure.ts';
import { RandomOperations } from './operations.ts';
import { rankCorrelation } from './rank.ts';
import { whileReporting } from './server-time.ts';
import { readValues, type Values } from './values.ts';

/** What is measured. */
export interface CalibrationScale {
  /** What the ranked operations are drawn by: others for another seed. */
  seed: number;
  /** How many operations are measured. */
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
const ROUNDS = 5;
/** The rounds before: PostgreSQL plans a statement for its values five times, before it may keep a plan. */
const WARM_UPS = 5;
/** How often an operation is drawn anew that finds much less than it may: nothing, or pages that are mostly empty. */
const ATTEMPTS = 12;
/** The share of the objects that its pages ask for, from which on an operation is not drawn anew. */
const ENOUGH = 0.5;
/** The statement timeout of callers without a token, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** Compares what random operations cost by the formula with the time that they take the database. */
export async function calibrate(
  database: Drawn & { url: string },
  { seed, ranked, random }: CalibrationScale,
): Promise<Calibration> {
  const values = await readValues(database);
  const documents = await withGraph(database, 0, (graph) => drawnDocuments(graph, values, ranked, chance(seed)));
  const { samples, accepted } = await whileReporting(database, async () => ({
    // On connections of its own: each prepares a limited number of statements, and those drawn in vain count too.
    samples: await withGraph(database, 0, (graph) => medians(graph, documents)),
    accepted: await withGraph(database, TIMEOUT_MS, (graph) => acceptedSamples(graph, values, random)),
  }));
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

/** Runs on a graph: with a statement timeout, within the hub's limit of the cost too. */
async function withGraph<Result>(
  { url }: { url: string },
  timeoutMs: number,
  run: (graph: Graph) => Promise<Result>,
): Promise<Result> {
  const graph = await openGraph(url, timeoutMs, timeoutMs > 0 ? undefined : Number.MAX_SAFE_INTEGER);
  return run(graph).finally(() => graph.close());
}

/**
 * Operations of every kind of condition and list, in more or less of it. What an operation finds takes time, and no
 * formula of a document knows it: of each kind, the first one counts that finds enough, or else the one that finds most.
 */
async function drawnDocuments(graph: Graph, values: Values, wanted: number, random: () => number): Promise<string[]> {
  const operations = new RandomOperations(graph.schema, values, random);
  const documents: string[] = [];
  for (const kind of kindsOf(operations.roots, LARGE, random)) {
    if (documents.length === wanted) break;
    const found = await drawn(graph, () => operations.ofKind(kind));
    if (found) documents.push(found.document);
  }
  return documents;
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

/** The median of each operation. All take turns, so that what disturbs the machine meets one run of an operation, not all. */
async function medians(graph: Graph, documents: readonly string[]): Promise<Sample[]> {
  const runs = new Map<string, Sample[]>(documents.map((document) => [document, []]));
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const document of documents) {
      const sample = await graph.run(document);
      if (round >= 0) runs.get(document)!.push(sample);
    }
  }
  return documents.map((document) => {
    const ordered = runs.get(document)!.toSorted((one, other) => one.databaseMs - other.databaseMs);
    return ordered[Math.floor(ordered.length / 2)]!;
  });
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
