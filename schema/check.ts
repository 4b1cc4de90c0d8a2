import { execFileSync } from 'node:child_process';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, findBreakingChanges, parse, type GraphQLSchema } from 'graphql';
import { OperatorError } from '../platform/errors.ts';
import { composedFiles, drifted } from './compose.ts';

/**
 * Checks the schema folder: its files are what the code composes, and nothing that clients of the last commit's graph
 * rely on is gone.
 * @throws OperatorError naming every drift, composition fault or breaking change
 */
export async function checkSchema(folder: URL): Promise<void> {
  const stale = await drifted(folder);
  if (stale.length > 0)
    throw new OperatorError(
      `Not what the code composes: ${stale.map((path) => `schema/${path}`).join(', ')}. Run \`npx maillage schema write\` and commit.`,
    );
  const before = committedSupergraph(folder);
  const after = (await composedFiles()).get('supergraph.graphql')!;
  const changes = before === null ? [] : breakingChanges(before, after);
  if (changes.length > 0)
    throw new OperatorError(
      `These changes break clients of the last commit's graph; deprecate first:\n${changes.map((change) => `  ${change}`).join('\n')}`,
    );
}

/** What clients of one supergraph lose with another, a sentence each. */
export const breakingChanges = (before: string, after: string): string[] =>
  findBreakingChanges(publicSchema(before), publicSchema(after)).map((change) => change.description);

/** The schema that clients see of a supergraph. */
export const publicSchema = (supergraph: string): GraphQLSchema =>
  buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));

/** The last commit's supergraph; null where there is none, or no repository. */
function committedSupergraph(folder: URL): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:./supergraph.graphql'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
