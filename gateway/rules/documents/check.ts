import { buildASTSchema, parse, validate, type DocumentNode } from 'graphql';
import { namesIn } from '../../../schema/operations.ts';
import { publicDocument } from '../../../schema/public-schema.ts';
import { DEFAULT_LIMITS, exceeded, fieldLimitOf, type Limits } from '../limits.ts';
import { byDefaults } from '../../operation/by-defaults.ts';
import { costMeter } from '../cost.ts';
import { parseWithin } from '../document-limits.ts';

/**
 * Reports why a gateway with these limits would refuse a document, a sentence for each problem. Variables have their
 * defaults.
 */
export function createCheck(supergraph: string, configured: Partial<Limits>): (text: string) => string[] {
  const limits = { ...DEFAULT_LIMITS, ...configured };
  const schema = buildASTSchema(publicDocument(parse(supergraph)));
  const costOf = costMeter(supergraph);
  return (text) => {
    let document: DocumentNode;
    try {
      document = parseWithin(text, limits);
    } catch (error) {
      return [(error as Error).message];
    }
    const problems = validate(schema, document).map(
      ({ message, locations }) => `line ${locations?.[0]?.line}: ${message}`,
    );
    if (problems.length > 0) return problems;
    const names = namesIn(document);
    if (names.length === 0) return ['it has no operation'];
    return names.flatMap((operationName) => {
      const cost = costOf(schema, byDefaults({ schema, document, operationName }, fieldLimitOf(limits)));
      return cost > limits.cost ? [exceeded('cost', limits, cost).message] : [];
    });
  };
}

/** The names of a document's operations, separated by commas. */
export const namesOf = (text: string): string =>
  namesIn(parse(text))
    .map((name) => name ?? '(no name)')
    .join(', ');
