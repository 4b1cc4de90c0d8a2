import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from '../platform/errors.ts';

/**
 * The breaking changes of the public schema that are made knowingly: `accepted-breaks.json`, a list that is empty as a
 * rule. An entry is added in the commit that breaks, beside the line of `CHANGELOG.md`, or of a changeset that will
 * become one, which holds the change's sentence; from the commit after, it may go.
 */
const acceptedBreaks = z.array(
  z.strictObject({
    /** The sentence by which `schema check` refuses the change. */
    change: z.string().min(1),
    /** Why it cannot be deprecated first. */
    reason: z.string().min(1),
    /** The day from which clients meet it. */
    since: z.iso.date(),
  }),
);

/** A breaking change that is made knowingly. */
export type AcceptedBreak = z.output<typeof acceptedBreaks>[number];

/** Reads the text of `accepted-breaks.json`. @throws OperatorError if it is not such a list */
export function parseAcceptedBreaks(text: string): AcceptedBreak[] {
  try {
    return acceptedBreaks.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new OperatorError(`schema/accepted-breaks.json is not a list of {change, reason, since}:\n${why}`);
  }
}

/** What breaking changes, and the entries that accept them, come to. */
export interface Judgement {
  /** What must be corrected, one sentence each. */
  faults: string[];
  /** What may be tidied up, a sentence each. */
  notices: string[];
}

/**
 * Holds breaking changes against the entries that accept them.
 * @param before the entries of the last commit, which may have done their work
 * @param changelog the text of what tells users of changes
 */
export function judge(
  changes: string[],
  accepted: AcceptedBreak[],
  before: AcceptedBreak[],
  changelog: string,
): Judgement {
  const known = new Set(accepted.map(({ change }) => change));
  const committed = new Set(before.map(({ change }) => change));
  const idle = accepted.filter(({ change }) => !changes.includes(change));
  return {
    faults: [
      ...changes
        .filter((change) => !known.has(change))
        .map((change) => `breaks clients of the last commit's graph: ${change}`),
      ...idle
        .filter(({ change }) => !committed.has(change))
        .map(({ change }) => `accepted, and no change does it: ${change}`),
      ...accepted
        .filter(({ change }) => !changelog.includes(change))
        .map(({ change }) => `accepted, and neither CHANGELOG.md nor a changeset tells it: ${change}`),
    ],
    notices: idle
      .filter(({ change }) => committed.has(change))
      .map(
        ({ change }) =>
          `The last commit has it already, so that its entry in schema/accepted-breaks.json may go: ${change}`,
      ),
  };
}

/** What tells users of changes: the changelog of a repository, and the changesets that wait to become a part of it. */
export function readChangelog(repository: URL): string {
  const changesets = new URL('.changeset/', repository);
  const waiting = existsSync(changesets) ? readdirSync(changesets).filter((name) => name.endsWith('.md')) : [];
  const files = [new URL('CHANGELOG.md', repository), ...waiting.map((name) => new URL(name, changesets))];
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
}
