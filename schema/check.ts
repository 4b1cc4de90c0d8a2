import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildASTSchema, findBreakingChanges, parse, type GraphQLSchema } from 'graphql';
import { OperatorError } from '../platform/errors.ts';
import { judge, parseAcceptedBreaks, readChangelog } from './accepted-breaks.ts';
import { composedFiles, drifted } from './compose.ts';
import { publicDocument } from './public-schema.ts';

const list = 'accepted-breaks.json';

/**
 * Checks the schema folder: its files are what the code composes, and nothing that clients of the last commit's graph
 * rely on is gone, but what `accepted-breaks.json` lists.
 * @returns what may be tidied up, a sentence each
 * @throws OperatorError naming every drift, composition fault or breaking change
 */
export async function checkSchema(folder: URL): Promise<string[]> {
  const stale = await drifted(folder);
  if (stale.length > 0)
    throw new OperatorError(
      `Not what the code composes: ${stale.map((path) => `schema/${path}`.replace('schema/../', '')).join(', ')}. Run \`npx maillage schema write\` and commit.`,
    );
  const before = committed(folder, 'supergraph.graphql');
  const after = (await composedFiles()).get('supergraph.graphql')!;
  const { faults, notices } = judge(
    before === null ? [] : breakingChanges(before, after),
    parseAcceptedBreaks(readFileSync(new URL(list, folder), 'utf8')),
    parseAcceptedBreaks(committed(folder, list) ?? '[]'),
    readChangelog(new URL('../', folder)),
  );
  if (faults.length > 0)
    throw new OperatorError(
      `Deprecate first; list what cannot be deprecated in schema/${list} and in CHANGELOG.md:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  return notices;
}

/** What clients of one supergraph lose with another, a sentence each. */
export const breakingChanges = (before: string, after: string): string[] =>
  findBreakingChanges(publicSchema(before), publicSchema(after)).map((change) => change.description);

/** The schema that clients see of a supergraph. */
export const publicSchema = (supergraph: string): GraphQLSchema => buildASTSchema(publicDocument(parse(supergraph)));

/** A file of the folder as the last commit has it; null where there is none, or no repository. */
function committed(folder: URL, file: string): string | null {
  try {
    return execFileSync('git', ['show', `HEAD:./${file}`], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
