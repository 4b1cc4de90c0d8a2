import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, parse, validate, type DocumentNode } from 'graphql';
import { namesIn } from '../../../schema/operations.ts';
import { DEFAULT_LIMITS, exceeded, type Limits } from '../limits.ts';
import { costMeter } from '../cost.ts';
import { parseWithin } from '../document-limits.ts';

/**
 * Tells what a gateway of these limits would refuse of a document, whatever its variables: a sentence each. What depends
 * on variables is taken at their defaults.
 */
export function createCheck(supergraph: string, given: Partial<Limits>): (text: string) => string[] {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));
  const costOf = costMeter(supergraph);
  return (text) => {
    let document: DocumentNode;
    try {
      document = parseWithin(text, limits);
    } catch (error) {
      return [(error as Error).message];
    }
    const faults = validate(schema, document).map(
      ({ message, locations }) => `line ${locations?.[0]?.line}: ${message}`,
    );
    if (faults.length > 0) return faults;
    const names = namesIn(document);
    if (names.length === 0) return ['it has no operation'];
    return names.flatMap((operationName) => {
      const cost = costOf({ schema, document, operationName });
      return cost > limits.cost ? [exceeded('cost', limits, cost).message] : [];
    });
  };
}

/** The names of a document's operations, with commas between. */
export const namesOf = (text: string): string =>
  namesIn(parse(text))
    .map((name) => name ?? '(no name)')
    .join(', ');
