import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import type { IsKind } from './subtypes.ts';
import { isResponseTree, type ResponseTree } from './response-tree.ts';

/** Finds the objects at a plan's path, in the order of the response. */
export function objectsAt(root: ResponseTree, path: readonly FlattenNodePathSegment[], isKind: IsKind): ResponseTree[] {
  const found: ResponseTree[] = [];

  function visit(value: unknown, depth: number): void {
    if (value === null || value === undefined) return;
    const segment = path[depth];
    // Lists may occur without a segment of their own, along the path or at its end.
    if (Array.isArray(value)) {
      for (const item of value) visit(item, segment === '@' ? depth + 1 : depth);
      return;
    }
    if (!isResponseTree(value) || segment === '@') return;
    if (segment === undefined) found.push(value);
    else if ('Field' in segment) visit(value[segment.Field], depth + 1);
    else if (isOneOf(value, segment.TypeCondition)) visit(value, depth + 1);
  }

  /** An object whose type was not requested can only be of one type. */
  function isOneOf({ __typename }: ResponseTree, conditions: readonly string[]): boolean {
    return typeof __typename !== 'string' || conditions.some((condition) => isKind(__typename, condition));
  }

  visit(root, 0);
  return found;
}
