import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { NormalOperation, SharedDocument } from './normal-operation.ts';

/** How many fields all kept forms have together: each stands for some kilobytes of formula, code or plan. */
const MAX_FIELDS = 50_000;

/** As how many fields a form counts besides its own. */
const FORM_FIELDS = 10;

const weightOf = (fields: number): number => fields + FORM_FIELDS;

/**
 * The normal forms of a process, and the documents that they share. A form is at least as heavy as its document and is used
 * with it, so that a document stays as long as any of its forms.
 */
export class KeptForms {
  /** The forms, or the error of an operation that has none, by the operation and its conditions. */
  readonly forms = new LRUCache<string, NormalOperation | GraphQLError>({
    maxSize: MAX_FIELDS,
    sizeCalculation: (form) => weightOf(form instanceof Error ? 0 : form.nodes.length),
  });

  /** Normal documents, by their text. */
  readonly documents = new LRUCache<string, SharedDocument>({
    maxSize: MAX_FIELDS,
    sizeCalculation: ({ numbers }) => weightOf(numbers.size),
  });

  #operations = 0;

  /** A key that no other operation has. */
  newKey(): number {
    return this.#operations++;
  }
}
