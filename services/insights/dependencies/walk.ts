import { DependencyDirection } from './dependency.filter.ts';
import type { HeldTie, Tie } from './tie.listing.ts';

/** A tie that a walk has reached: after how many ties, this one included, and through which establishments. */
export interface ReachedTie {
  tie: Tie;
  depth: number;
  /** From the start of the walk to the tie's far end, without repetition. */
  path: string[];
}

/** Where a walk starts. */
export interface Start {
  first: ReachedTie[];
  /** The service whose ties alone are followed; defaults to all. */
  service?: string;
}

/** The known ties of establishments, to be walked in one direction. */
export class Graph {
  readonly #nearEnds = new Map<string, string[]>();
  readonly #ties = new Map<string, Tie[]>();

  constructor(readonly direction: DependencyDirection) {}

  nearEnd(tie: Tie): string {
    return this.direction === DependencyDirection.UPSTREAM ? tie.consumerFiness : tie.providerFiness;
  }

  farEnd(tie: Tie): string {
    return this.direction === DependencyDirection.UPSTREAM ? tie.providerFiness : tie.consumerFiness;
  }

  /** Whether the ties that count for an establishment are known. */
  has(finess: string): boolean {
    return this.#nearEnds.has(finess);
  }

  /** Adds the ties that count for establishments, in the order of their keys. */
  add(holders: string[], ties: HeldTie[]): void {
    const byHolder = Map.groupBy(ties, ({ holder }) => holder);
    for (const holder of holders) {
      const byNearEnd = Map.groupBy(byHolder.get(holder) ?? [], (tie) => this.nearEnd(tie));
      // Its own ties come first, so that no path makes a detour through its own sites.
      const nearEnds = [...byNearEnd.keys()].toSorted(
        (one, other) => Number(other === holder) - Number(one === holder),
      );
      this.#nearEnds.set(holder, nearEnds);
      for (const [nearEnd, own] of byNearEnd) this.#ties.set(nearEnd, own);
    }
  }

  /** The establishments whose ties count for one. */
  nearEndsOf(finess: string): string[] {
    return this.#nearEnds.get(finess) ?? [];
  }

  /** @param service only those by which this service is provided; defaults to all */
  tiesOf(nearEnd: string, service?: string): Tie[] {
    const ties = this.#ties.get(nearEnd) ?? [];
    return service === undefined ? ties : ties.filter((tie) => tie.service === service);
  }
}

/** How a walk has reached an establishment. */
interface Route {
  depth: number;
  path: string[];
}

/** A breadth-first walk, which finds the shortest route to each establishment whose ties it reaches. */
export class Walk {
  /** By near end. The ties of that end are one deeper. */
  readonly routes = new Map<string, Route>();
  /** The establishments that the last ties led to, each with its path. */
  frontier = new Map<string, string[]>();
  readonly #arrived = new Set<string>();
  /** The depth of the ties reached last. */
  depth = 1;

  /** @param avoided an establishment that no path may visit */
  constructor(
    readonly graph: Graph,
    readonly start: Start,
    readonly avoided?: string,
  ) {
    for (const { tie, path } of start.first) this.#arrive(graph.farEnd(tie), path);
  }

  /** The ties of a near end that the walk follows. */
  tiesOf(nearEnd: string): Tie[] {
    return this.graph.tiesOf(nearEnd, this.start.service);
  }

  /** Walks one tie further, as far as the graph is known. Returns the number of ties reached. */
  advance(): number {
    const from = this.frontier;
    let count = 0;
    this.frontier = new Map();
    for (const [finess, path] of from) {
      for (const nearEnd of this.graph.nearEndsOf(finess)) {
        const isHere = nearEnd === finess;
        if (this.routes.has(nearEnd) || (!isHere && this.#isClosed(nearEnd, path))) continue;
        const here = isHere ? path : [...path, nearEnd];
        this.routes.set(nearEnd, { depth: this.depth, path: here });
        const ties = this.tiesOf(nearEnd);
        count += ties.length;
        for (const farEnd of ties.map((tie) => this.graph.farEnd(tie)))
          if (!this.#isClosed(farEnd, here)) this.#arrive(farEnd, [...here, farEnd]);
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

/** Each tie that a walk has reached, once, at the lowest depth at which a path without repetition ends with it. */
export function tiesReachedBy(walk: Walk, maxDepth: number): ReachedTie[] {
  const { graph, start } = walk;
  const reached = new Map(start.first.map((one) => [one.tie.key, one]));
  const detours = new Map<string, Walk>();
  const routeTo = (nearEnd: string, farEnd: string): Route | undefined => {
    const route = walk.routes.get(nearEnd)!;
    if (!route.path.includes(farEnd)) return route;
    // The shortest route goes through the far end itself: a longer one may avoid it.
    let detour = detours.get(farEnd);
    if (!detour) {
      detours.set(farEnd, (detour = new Walk(graph, start, farEnd)));
      for (let depth = 1; depth < maxDepth; depth++) detour.advance();
    }
    return detour.routes.get(nearEnd);
  };
  for (const nearEnd of walk.routes.keys()) {
    for (const tie of walk.tiesOf(nearEnd)) {
      const farEnd = graph.farEnd(tie);
      const route = reached.has(tie.key) ? undefined : routeTo(nearEnd, farEnd);
      if (route) reached.set(tie.key, { tie, depth: route.depth + 1, path: [...route.path, farEnd] });
    }
  }
  return [...reached.values()].toSorted(byDepth);
}

/** By depth, then by key. */
export const byDepth = (one: ReachedTie, other: ReachedTie): number =>
  one.depth - other.depth || (one.tie.key < other.tie.key ? -1 : Number(one.tie.key > other.tie.key));
