import { DependencyDirection } from './dependency.filter.ts';
import type { HeldTie, Tie } from './tie.listing.ts';

/** A tie that a walk has come to: in how many ties, this one included, and through which establishments. */
export interface Step {
  tie: Tie;
  depth: number;
  /** From where the walk started to the tie's far end, none of them twice. */
  path: string[];
}

/** The ties that are known of establishments, to be walked in one direction. */
export class Graph {
  readonly #nearEnds = new Map<string, string[]>();
  readonly #ties = new Map<string, Tie[]>();

  constructor(readonly direction: DependencyDirection) {}

  near(tie: Tie): string {
    return this.direction === DependencyDirection.UPSTREAM ? tie.consumerFiness : tie.providerFiness;
  }

  far(tie: Tie): string {
    return this.direction === DependencyDirection.UPSTREAM ? tie.providerFiness : tie.consumerFiness;
  }

  /** Whether the ties that count for an establishment are known. */
  has(finess: string): boolean {
    return this.#nearEnds.has(finess);
  }

  /** Takes in the ties that count for establishments, in the order of their keys. */
  add(holders: string[], ties: HeldTie[]): void {
    const byHolder = Map.groupBy(ties, ({ holder }) => holder);
    for (const holder of holders) {
      const byNear = Map.groupBy(byHolder.get(holder) ?? [], (tie) => this.near(tie));
      // Its own ties come first, so that no path takes a way round through its own sites.
      const nears = [...byNear.keys()].toSorted((one, other) => Number(other === holder) - Number(one === holder));
      this.#nearEnds.set(holder, nears);
      for (const [near, own] of byNear) this.#ties.set(near, own);
    }
  }

  /** The establishments whose ties count for one. */
  nearEndsOf(finess: string): string[] {
    return this.#nearEnds.get(finess) ?? [];
  }

  tiesOf(near: string): Tie[] {
    return this.#ties.get(near) ?? [];
  }
}

/** How far a walk has come, breadth first: the shortest way to each establishment whose ties it has come to. */
export class Reach {
  /** By near end, the ties that come next being one deeper. */
  readonly ways = new Map<string, { depth: number; path: string[] }>();
  /** The establishments that the last ties led to, each with its path. */
  frontier = new Map<string, string[]>();
  readonly #arrived = new Set<string>();
  /** How deep the ties are that it has come to. */
  depth = 1;

  /** @param avoided an establishment that no path may visit */
  constructor(
    readonly graph: Graph,
    first: Step[],
    readonly avoided?: string,
  ) {
    for (const { tie, path } of first) this.#arrive(graph.far(tie), path);
  }

  /** Goes one tie further, as far as the graph is known. Returns how many ties it has come to. */
  advance(): number {
    const from = this.frontier;
    let count = 0;
    this.frontier = new Map();
    for (const [finess, path] of from) {
      for (const near of this.graph.nearEndsOf(finess)) {
        const isHere = near === finess;
        if (this.ways.has(near) || (!isHere && this.#isClosed(near, path))) continue;
        const way = isHere ? path : [...path, near];
        this.ways.set(near, { depth: this.depth, path: way });
        const ties = this.graph.tiesOf(near);
        count += ties.length;
        for (const far of ties.map((tie) => this.graph.far(tie)))
          if (!this.#isClosed(far, way)) this.#arrive(far, [...way, far]);
      }
    }
    this.depth++;
    return count;
  }

  #isClosed(finess: string, path: string[]): boolean {
    return finess === this.avoided || path.includes(finess);
  }

  #arrive(finess: string, path: string[]): void {
    if (this.#arrived.has(finess) || (this.avoided !== undefined && path.includes(this.avoided))) return;
    this.#arrived.add(finess);
    this.frontier.set(finess, path);
  }
}

/**
 * Each tie that a reach has come to, once, at the least depth at which a path without repetition ends with it.
 * @param first the ties that the walk started with
 */
export function stepsOf(reach: Reach, first: Step[], maxDepth: number): Step[] {
  const { graph } = reach;
  const steps = new Map(first.map((step) => [step.tie.key, step]));
  const around = new Map<string, Reach>();
  const wayTo = (near: string, far: string): { depth: number; path: string[] } | undefined => {
    const way = reach.ways.get(near)!;
    if (!way.path.includes(far)) return way;
    // The shortest way comes through the far end itself: there may be a longer one that does not.
    let other = around.get(far);
    if (!other) {
      around.set(far, (other = new Reach(graph, first, far)));
      for (let depth = 1; depth < maxDepth; depth++) other.advance();
    }
    return other.ways.get(near);
  };
  for (const near of reach.ways.keys()) {
    for (const tie of graph.tiesOf(near)) {
      const far = graph.far(tie);
      const way = steps.has(tie.key) ? undefined : wayTo(near, far);
      if (way) steps.set(tie.key, { tie, depth: way.depth + 1, path: [...way.path, far] });
    }
  }
  return [...steps.values()].toSorted(byPlace);
}

/** By depth, then by key. */
const byPlace = (one: Step, other: Step): number =>
  one.depth - other.depth || (one.tie.key < other.tie.key ? -1 : Number(one.tie.key > other.tie.key));
