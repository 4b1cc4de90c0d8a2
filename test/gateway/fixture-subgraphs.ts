import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { canteensSubgraph } from './fixtures/canteens.ts';
import { hospitalsSubgraph } from './fixtures/hospitals.ts';
import { labsSubgraph } from './fixtures/labs.ts';
import type { Journal } from './fixtures/subgraph.ts';

/** Three subgraphs that share entities, value types, an enum with internal values and a custom scalar. */
export function fixtureSubgraphs(): { subgraphs: Subgraph[]; journal: Journal } {
  const journal: Journal = { batches: [], contexts: [], signals: [], requestIds: [], steps: [], hold: async () => {} };
  return { subgraphs: [hospitalsSubgraph(journal), labsSubgraph(journal), canteensSubgraph(journal)], journal };
}
