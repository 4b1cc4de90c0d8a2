import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** "; did you mean …?" if one of the names is similar to the given one, otherwise empty. */
export function suggest(given: string, names: readonly string[]): string {
  const [nearest] = suggestionList(given, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}
