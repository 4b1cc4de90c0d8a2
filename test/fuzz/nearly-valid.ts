import { oneOf } from '../bench/chance.ts';
import type { Operation } from './random-operation.ts';

/** Names, numbers, texts and punctuation of a document. */
const TOKENS = /"(?:[^"\\\n]|\\.)*"|\.\.\.|[\w.-]+|[^\s]/g;
const VALUES: readonly unknown[] = [null, true, 0, -1, 1.5, '', 'x', [], [null], {}, { AND: null }];

/** An operation of which one thing is changed: most of them are no longer valid, in one place. */
export function changed({ query, variables }: Operation, random: () => number): Operation {
  const names = Object.keys(variables);
  if (names.length > 0 && random() < 0.3)
    return { query, variables: { ...variables, [oneOf(names, random)]: oneOf(VALUES, random) } };
  const tokens = query.match(TOKENS)!;
  const at = Math.floor(random() * tokens.length);
  const other = oneOf(tokens, random);
  const changes: readonly string[][] = [[], [tokens[at]!, tokens[at]!], [other], [tokens[at]!, other]];
  return { query: tokens.toSpliced(at, 1, ...oneOf(changes, random)).join(' '), variables };
}
