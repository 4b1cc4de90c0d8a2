import type { TestHub } from '../support/hub.ts';
import type { KnownValues } from './random-inputs.ts';

const QUERY = /* GraphQL */ `
  {
    establishments(first: 25) {
      nodes {
        id
        finess
        name
        category {
          code
        }
        territory {
          code
        }
      }
      edges {
        cursor
      }
    }
    territories(first: 100) {
      nodes {
        code
      }
    }
    groupings(first: 10) {
      nodes {
        id
        code
      }
      edges {
        cursor
      }
    }
    agreements(first: 10) {
      nodes {
        id
        reference
      }
    }
  }
`;

interface Item {
  id: string;
  finess: string;
  code: string;
  reference: string;
  name: string;
  category?: { code: string };
}

interface List {
  nodes: Item[];
  edges?: { cursor: string }[];
}

/** Values of the hub's own data, by the names of what takes them. */
export async function readKnownValues(hub: TestHub): Promise<KnownValues> {
  const { data, errors } = await hub.executeOn<Record<string, List>>('local', QUERY);
  if (errors.length > 0) throw new Error(errors[0]!.message);
  const { establishments, territories, groupings, agreements } = data as Record<string, List>;
  const cursors = [establishments, groupings].flatMap((list) => list!.edges!.map(({ cursor }) => cursor));
  const codes = groupings!.nodes.map(({ code }) => code);
  const references = agreements!.nodes.map(({ reference }) => reference);
  const finess = establishments!.nodes.map((node) => node.finess);
  const places = territories!.nodes.map(({ code }) => code);
  return {
    first: [1, 2, 3, 5],
    last: [1, 2],
    after: cursors,
    before: cursors,
    finess,
    reference: references,
    code: [...codes, ...places.slice(0, 10)],
    codes: [...codes, ...places.slice(0, 10)],
    category: establishments!.nodes.flatMap(({ category }) => category?.code ?? []),
    territories: places,
    territory: places,
    search: ['hopital', 'metz', 'centre h', 'a b'],
    contains: ['a', 'hop', 'ch'],
    year: [2023, 2024],
    years: [2023, 2024],
    depth: [1, 2, 3],
    maxDepth: [1, 2, 3],
    ID: [establishments, groupings, agreements].flatMap((list) => list!.nodes.map(({ id }) => id)),
    String: [...finess.slice(0, 10), ...codes, ...places.slice(0, 5)],
    Int: [0, 1, 5, 60],
    Float: [0.5, 1, 49.1, 6.2, 100],
    Date: ['2019-01-01', '2024-06-30', '2026-01-01'],
  };
}
