import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import type { IsKind } from './subtypes.ts';
import { isResponseTree, type Path } from './response-tree.ts';

/** Changes in place what is sent to a service or received from it, as a plan demands. */
type Rewrite = (value: unknown) => void;

export function rewritesOf(rewrites: readonly FetchRewrite[] | undefined, isKind: IsKind): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const each = rewrites.map((rewrite): Rewrite => {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return (value) =>
        changeAt(value, path, isKind, (holder, key) => {
          holder[renameKeyTo] = holder[key];
          delete holder[key];
        });
    }
    const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    return (value) => changeAt(value, path, isKind, (holder, key) => (holder[key] = setValueTo));
  });
  return (value) => {
    for (const rewrite of each) rewrite(value);
  };
}

/** The names of fields in a service's reply, with the names that the rest of the plan knows them by. */
export function renamedKeys(rewrites: readonly FetchRewrite[] | undefined): Map<string | number, string> {
  const renamed = new Map<string | number, string>();
  for (const rewrite of rewrites ?? []) {
    if (!('KeyRenamer' in rewrite)) continue;
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    const last = path.at(-1);
    if (last && 'Key' in last) renamed.set(last.Key, renameKeyTo);
  }
  return renamed;
}

/** The path in the response of a path in a service's reply. */
export const renamedPath = (path: Path, renamed: ReadonlyMap<string | number, string>): Path =>
  renamed.size === 0 ? path : path.map((key) => renamed.get(key) ?? key);

function changeAt(
  value: unknown,
  path: readonly FetchNodePathSegment[],
  isKind: IsKind,
  change: (holder: Record<string, unknown>, key: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) changeAt(item, path, isKind, change);
    return;
  }
  const [segment, ...rest] = path;
  if (!isResponseTree(value) || segment === undefined) return;
  if ('Key' in segment) {
    if (rest.length > 0) changeAt(value[segment.Key], rest, isKind, change);
    else change(value, segment.Key);
    return;
  }
  const { __typename } = value;
  const conditions = [segment.TypenameEquals].flat();
  if (__typename === undefined || conditions.some((condition) => isKind(__typename, condition)))
    changeAt(value, rest, isKind, change);
}
