import { GraphQLError, type ASTNode, type GraphQLErrorOptions, type SourceLocation } from 'graphql';

/** The places of nodes in their document, as they were counted when it was parsed. */
export const locationsOf = (nodes: readonly ASTNode[]): SourceLocation[] =>
  nodes.flatMap(({ loc }) => (loc ? [{ line: loc.startToken.line, column: loc.startToken.column }] : []));

/** An error at known places. From nodes, graphql-js would count the lines of the document again for each error. */
export function locatedError(
  message: string,
  options: Pick<GraphQLErrorOptions, 'path' | 'extensions' | 'originalError'>,
  locations: readonly SourceLocation[] | undefined,
): GraphQLError {
  const error = new GraphQLError(message, options);
  return locations?.length ? Object.assign(error, { locations }) : error;
}
