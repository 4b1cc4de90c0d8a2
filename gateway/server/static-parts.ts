import type { GatewayOptions } from './gateway.ts';
import { clientKitPart, explorerPart, schemaPart, type StaticPart } from './static-part.ts';

/** The static parts of a gateway. Each is made once: at the latest when it is first asked for. */
export class StaticParts {
  readonly #files: ReadonlyMap<string, () => StaticPart>;
  readonly #page: (() => StaticPart) | undefined;
  readonly #servesFiles: boolean;

  constructor({
    supergraph,
    explorer,
    introspection = true,
    frameAncestors,
  }: Pick<GatewayOptions, 'supergraph' | 'explorer' | 'introspection' | 'frameAncestors'>) {
    this.#servesFiles = introspection;
    this.#files = new Map([
      ['/schema.graphql', once(() => schemaPart(supergraph))],
      ['/clients.json', once(() => clientKitPart(supergraph))],
    ]);
    this.#page = explorer === undefined ? undefined : once(() => explorerPart(explorer, frameAncestors));
  }

  /** Whether there is a page for browsers. */
  get hasPage(): boolean {
    return this.#page !== undefined;
  }

  isFile(path: string): boolean {
    return this.#files.has(path);
  }

  /** The file at a path, or else the explorer's page. @throws Error if there is none */
  at(path: string): StaticPart {
    const make = this.#files.get(path) ?? this.#page;
    if (!make) throw new Error(`The gateway has no static part at ${path}.`);
    return make();
  }

  /** Makes those that are served, which takes most of a second in which nothing else is answered. */
  make(): void {
    this.#page?.();
    if (this.#servesFiles) for (const make of this.#files.values()) make();
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
