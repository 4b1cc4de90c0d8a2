import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** "; did you mean …?" where one of the names is near to what was given, otherwise nothing. */
export function suggest(given: string, names: readonly string[]): string {
  const [nearest] = suggestionList(given, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}
