import type { ResponseTree } from './response-tree.ts';

/** The distinct objects that one variable names to a service. */
export class Representations {
  readonly typeNames: string[] = [];
  readonly #texts: string[] = [];
  readonly #indexes = new Map<string, number>();

  /** Adds an object unless an equal one is known, and returns its index: equal objects are requested once. */
  add(representation: ResponseTree): number {
    const text = JSON.stringify(representation);
    let index = this.#indexes.get(text);
    if (index === undefined) {
      index = this.#texts.push(text) - 1;
      this.#indexes.set(text, index);
      this.typeNames.push(String(representation['__typename']));
    }
    return index;
  }

  toJson(): string {
    return `[${this.#texts.join()}]`;
  }
}

/** The objects that a list of entities is requested for, each with its index in that list. */
export interface RequestedEntities {
  targets: ResponseTree[];
  indexes: number[];
  representations: Representations;
}
