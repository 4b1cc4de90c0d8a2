import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import type { Answer, TestSubgraph } from './subgraph.ts';

/** Asks a subgraph for fields of establishments, by their FINESS numbers, as a router would. */
export const ofEstablishments = (service: TestSubgraph, finess: string[], selection: string): Promise<Answer> =>
  ofEntities(
    service,
    finess.map((one) => ({ __typename: 'Establishment', finess: one })),
    `... on Establishment { ${selection} }`,
  );

/** Asks a subgraph for fields of objects of a type, by the keys that their global ids stand for, as a router would. */
export const ofNodes = (service: TestSubgraph, typename: string, keys: string[], selection: string): Promise<Answer> =>
  ofEntities(
    service,
    keys.map((key) => ({ __typename: typename, id: encodeNodeId(typename, key) })),
    `... on ${typename} { ${selection} }`,
  );

/** Asks a subgraph for fields of the objects that representations stand for, as a router would. */
export const ofEntities = (service: TestSubgraph, representations: object[], selection: string): Promise<Answer> =>
  service.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
    { representations },
  );
