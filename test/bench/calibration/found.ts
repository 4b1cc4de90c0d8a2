import { Kind, parse, type FieldNode, type SelectionSetNode } from 'graphql';

interface Pages {
  /** The objects that pages asked for. */
  asked: number;
  /** Those that they have. */
  found: number;
}

const DEFAULT_PAGE = 20;

/**
 * The share of the objects that the pages of an operation ask for, which they have: 1 without pages. No formula of a
 * document can know it.
 * @param document without fragments, aliases and variables
 */
export function shareFound(document: string, data: object): number {
  const pages: Pages = { asked: 0, found: 0 };
  const [operation] = parse(document).definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) count(operation.selectionSet, data, pages);
  return pages.asked === 0 ? 1 : pages.found / pages.asked;
}

function count({ selections }: SelectionSetNode, value: unknown, pages: Pages): void {
  if (Array.isArray(value))
    return value.forEach((item) => count({ kind: Kind.SELECTION_SET, selections }, item, pages));
  if (value === null || typeof value !== 'object') return;
  for (const field of selections) {
    if (field.kind !== Kind.FIELD || !field.selectionSet) continue;
    const inner = (value as Record<string, unknown>)[field.name.value];
    if (inner !== null && typeof inner === 'object' && 'nodes' in inner) {
      pages.asked += sizeOf(field);
      pages.found += (inner.nodes as unknown[]).length;
    }
    count(field.selectionSet, inner, pages);
  }
}

function sizeOf({ arguments: given = [] }: FieldNode): number {
  const first = given.find(({ name }) => name.value === 'first')?.value;
  return first?.kind === Kind.INT ? Number(first.value) : DEFAULT_PAGE;
}
