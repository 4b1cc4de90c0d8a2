import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import DataLoader from 'dataloader';
import { GraphQLScalarType, Kind, parse } from 'graphql';
import { badUserInput, clientError } from '../../services/shared/errors.ts';
import type { RequestScope, Subgraph } from '../../services/shared/subgraph.ts';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends (infer Module)[]
  ? Module extends { resolvers?: infer Shape }
    ? Shape
    : never
  : never;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@provides", "@override", "@external", "@interfaceObject"])';

/** A subgraph from its SDL and resolvers, with the federation link in front. */
export function subgraph(
  name: string,
  sdl: string,
  resolvers: object,
  createContext: (scope: RequestScope) => object = () => ({}),
): Subgraph {
  const typeDefs = `${LINK}\n${sdl}`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers: resolvers as Resolvers }]);
  return { name, typeDefs, schema, createContext };
}

/** The supergraph of some subgraphs; composition errors fail the test that asks. */
export function compose(subgraphs: Subgraph[]): string {
  const composed = composeServices(subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs: parse(typeDefs) })));
  if (composed.errors) throw new Error(composed.errors.map((error) => error.message).join('\n'));
  return composed.supergraphSdl;
}

/** A calendar day: `YYYY-MM-DD` outside, a day number inside, so that a missed conversion shows. */
export const Day = new GraphQLScalarType<number, string>({
  name: 'Day',
  serialize: (value) => new Date((value as number) * 86_400_000).toISOString().slice(0, 10),
  parseValue: (value) => dayNumber(value),
  parseLiteral: (node) => dayNumber(node.kind === Kind.STRING ? node.value : undefined),
});

function dayNumber(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw badUserInput('day', 'A Day is written YYYY-MM-DD.');
  return time / 86_400_000;
}

const HOSPITALS = [
  { code: 'A', name: 'Hôtel-Dieu', kind: 'pub', opened: 0, address: { street: 'Rue du Lac', city: 'Annecy' } },
  { code: 'B', name: 'Bellevue', kind: 'priv', opened: 20_000, address: { street: null, city: 'Brest' } },
  { code: 'C', name: 'Les Cèdres', kind: 'pub', opened: null, address: null },
];

const hospitalsSdl = /* GraphQL */ `
  type Query {
    hospital(code: ID!): Hospital
    hospitals(kind: Kind, since: Day, first: Int! = 10): [Hospital!]!
    node(id: ID!): Node
    nodes: [Node!]!
    sites: [Site!]!
    echo(input: EchoInput!): Echo!
    refused(code: ID!): Hospital
    secret: String
    stubborn: String!
    gappy: [Hospital]
    strict: [Hospital!]
    strictest: [Hospital!]!
    matrix: [[Row!]!]
    row: Row
    late: [Row]
    strangers: [Hospital!]!
  }
  type Mutation {
    open(code: ID!): Hospital!
    steps: [String!]!
    step(name: String!): String!
  }
  interface Node {
    id: ID!
  }
  union Site = Hospital | Ward
  type Ward implements Node @key(fields: "id") {
    id: ID!
    hospital: Hospital!
    name: String
  }
  type Hospital implements Node @key(fields: "code") {
    id: ID!
    code: ID!
    name: String!
    kind: Kind!
    opened: Day
    address: Address
    failing: String
    failingHard: String!
  }
  type Row {
    value: Int
    must: Int!
    child: Row!
    maybe: Row
    rows: [Row!]!
  }
  type Address @shareable {
    street: String
    city: String!
  }
  enum Kind {
    PUBLIC
    PRIVATE
  }
  scalar Day
  input EchoInput {
    kind: Kind
    day: Day
    text: String = "none"
    list: [Int!] = [1, 2]
    nested: EchoInput
  }
  type Echo {
    kind: Kind
    day: Day
    text: String
    list: [Int!]
    internal: String!
    nested: Echo
  }
`;

/** What the subgraphs did, for tests that count. */
export interface Journal {
  /** The keys of each batch of references, by subgraph. */
  batches: { subgraph: string; keys: string[] }[];
  /** How many contexts each subgraph made. */
  contexts: string[];
  signals: (AbortSignal | undefined)[];
  requestIds: string[];
  steps: string[];
}

function hospitalsSubgraph(journal: Journal): Subgraph {
  const find = (code: string) => HOSPITALS.find((hospital) => hospital.code === code) ?? null;
  const failing = () => {
    throw new Error('relation "secret_table" does not exist at 10.0.0.7:5432 in /srv/app/x.ts');
  };
  const stranger = { code: 'Z', name: 'Inconnu', kind: 'pub' };
  return subgraph(
    'hospitals',
    hospitalsSdl,
    {
      Day,
      Kind: { PUBLIC: 'pub', PRIVATE: 'priv' },
      Node: { __resolveType: (node: { ward?: string }) => (node.ward ? 'Ward' : 'Hospital') },
      Site: { __resolveType: (site: { ward?: string }) => (site.ward ? 'Ward' : 'Hospital') },
      Query: {
        hospital: async (_: unknown, { code }: { code: string }) => find(code),
        hospitals: (_: unknown, args: { kind?: string; since?: number; first: number }) =>
          HOSPITALS.filter(
            ({ kind, opened }) =>
              (args.kind == null || kind === args.kind) &&
              (args.since == null || (opened !== null && opened >= args.since)),
          ).slice(0, args.first),
        node: (_: unknown, { id }: { id: string }) => find(id.slice('hospital:'.length)),
        nodes: () => [HOSPITALS[0], { ward: 'w1', of: 'B' }],
        sites: async () => [{ ward: 'w1', of: 'B' }, HOSPITALS[0]],
        echo: (_: unknown, { input }: { input: object }) => input,
        refused: (_: unknown, { code }: { code: string }) => {
          throw badUserInput('code', `No such code: ${code}`);
        },
        secret: failing,
        stubborn: () => null,
        gappy: () => [HOSPITALS[0], new Error('gap'), null],
        strict: () => [HOSPITALS[0], null],
        strictest: () => [HOSPITALS[0], null],
        matrix: () => [[{ must: 1 }], [{ must: 1 }, null]],
        row: () => ({ value: 1, must: 1 }),
        late: () => [
          new Promise((resolve) => setImmediate(resolve, { value: 1, must: 1 })),
          Promise.reject(clientError('NOT_FOUND', 'Row 2 is gone')),
          Promise.resolve({ value: 3, must: 3 }),
        ],
        strangers: () => [HOSPITALS[0], stranger],
      },
      Mutation: {
        open: (_: unknown, { code }: { code: string }) => find(code),
        steps: () => journal.steps,
        step: async (_: unknown, { name }: { name: string }) => {
          await new Promise((resolve) => setImmediate(resolve));
          journal.steps.push(name);
          return name;
        },
      },
      Ward: {
        id: ({ ward }: { ward: string }) => `ward:${ward}`,
        hospital: async ({ of }: { of: string }) => find(of),
        name: ({ ward }: { ward: string }) => `Ward ${ward}`,
        __resolveReference: ({ id }: { id: string }) => ({ ward: id.slice('ward:'.length), of: 'B' }),
      },
      Hospital: {
        id: ({ code }: { code: string }) => `hospital:${code}`,
        failing,
        failingHard: async ({ code }: { code: string }) => (code === 'B' ? failing() : code),
        __resolveReference: (
          { code }: { code: string },
          { hospitals }: { hospitals: DataLoader<string, object | null> },
        ) => hospitals.load(code),
      },
      Row: {
        child: ({ value }: { value?: number }) => (value === 1 ? { value: 2, must: null } : failing()),
        maybe: () => ({ value: 2, must: null }),
        rows: async () => [{ must: 1 }, { must: null }],
      },
      Echo: { internal: ({ kind, day }: { kind: string; day?: number }) => `${kind}/${day}` },
    },
    (scope) => {
      journal.contexts.push('hospitals');
      journal.signals.push(scope.signal);
      journal.requestIds.push(scope.requestId);
      return {
        hospitals: new DataLoader<string, object | null>(async (codes) => {
          journal.batches.push({ subgraph: 'hospitals', keys: [...codes] });
          return codes.map(find);
        }),
      };
    },
  );
}

const labsSdl = /* GraphQL */ `
  type Query {
    lab(id: ID!): Lab
    labs: [Lab!]!
    search(text: String!): [Hit!]!
  }
  interface Hit {
    label: String!
  }
  type Lab implements Hit @key(fields: "id") {
    id: ID!
    label: String!
    address: Address
    hospital: Hospital
    requiredHospital: Hospital!
  }
  type Hospital implements Hit @key(fields: "code") {
    code: ID!
    label: String!
    labs: [Lab!]!
    beds: Int
    licence: String!
  }
  type Ward @key(fields: "id") {
    id: ID!
    staff: Int!
  }
  type Address @shareable {
    street: String
    city: String!
  }
`;

const LABS = [
  { id: 'l1', label: 'Hématologie', hospitalCode: 'A', address: { street: 'Quai 1', city: 'Annecy' } },
  { id: 'l2', label: 'Génétique', hospitalCode: 'B', address: null },
  { id: 'l3', label: 'Virologie', hospitalCode: 'A', address: { street: null, city: 'Lyon' } },
  { id: 'l4', label: 'Perdu', hospitalCode: 'X', address: null },
];

function labsSubgraph(journal: Journal): Subgraph {
  return subgraph(
    'labs',
    labsSdl,
    {
      Query: {
        lab: (_: unknown, { id }: { id: string }) => LABS.find((lab) => lab.id === id) ?? null,
        labs: async () => LABS.slice(0, 3),
        search: () => [LABS[0], { code: 'B', label: 'found', __typename: 'Hospital' }],
      },
      Hit: {
        __resolveType: (hit: { id?: string }) => (hit.id ? 'Lab' : 'Hospital'),
      },
      Lab: {
        hospital: ({ hospitalCode }: { hospitalCode: string }) => ({ code: hospitalCode }),
        requiredHospital: ({ hospitalCode }: { hospitalCode: string }) => ({ code: hospitalCode }),
      },
      Ward: { staff: ({ id }: { id: string }) => id.length },
      Hospital: {
        label: ({ code }: { code: string }) => `Hospital ${code}`,
        labs: ({ code }: { code: string }) => LABS.filter((lab) => lab.hospitalCode === code),
        beds: ({ code }: { code: string }) => {
          if (code === 'B') throw clientError('FORBIDDEN', 'Beds are not yours to see');
          return 10;
        },
        licence: ({ code }: { code: string }) => {
          if (code === 'B') throw new Error('licence of B');
          return `licence ${code}`;
        },
        __resolveReference: ({ code }: { code: string }, { known }: { known: DataLoader<string, object | null> }) =>
          known.load(code),
      },
    },
    (scope) => {
      journal.contexts.push('labs');
      journal.requestIds.push(scope.requestId);
      return {
        known: new DataLoader<string, object | null>(async (codes) => {
          journal.batches.push({ subgraph: 'labs', keys: [...codes] });
          return codes.map((code) => {
            if (code === 'C') return new Error('reference C is broken');
            return code === 'Z' ? null : { code };
          });
        }),
      };
    },
  );
}

const canteensSdl = /* GraphQL */ `
  type Query {
    canteens: [Canteen!]!
  }
  type Canteen {
    meals: Int!
    hospital: Hospital!
    diet(kind: Kind!): Kind!
  }
  type Hospital @key(fields: "code") {
    code: ID!
    canteen: Canteen
  }
  type Lab @key(fields: "id") {
    id: ID!
    canteen: Canteen
    meals: Int!
  }
  enum Kind {
    PUBLIC
    PRIVATE
  }
`;

function canteensSubgraph(journal: Journal): Subgraph {
  const canteen = (code: string) => ({ meals: code.length * 100, code });
  return subgraph(
    'canteens',
    canteensSdl,
    {
      Kind: { PUBLIC: 'pub', PRIVATE: 'priv' },
      Query: { canteens: () => ['A', 'B'].map(canteen) },
      Canteen: {
        hospital: ({ code }: { code: string }) => ({ code }),
        diet: (_: unknown, { kind }: { kind: string }) => kind,
      },
      Hospital: { canteen: ({ code }: { code: string }) => canteen(code) },
      Lab: { canteen: ({ id }: { id: string }) => canteen(id), meals: ({ id }: { id: string }) => id.length },
    },
    () => {
      journal.contexts.push('canteens');
      return {};
    },
  );
}

/** Three subgraphs that share entities, value types, an enum with internal values and a custom scalar. */
export function fixtureSubgraphs(): { subgraphs: Subgraph[]; journal: Journal } {
  const journal: Journal = { batches: [], contexts: [], signals: [], requestIds: [], steps: [] };
  return { subgraphs: [hospitalsSubgraph(journal), labsSubgraph(journal), canteensSubgraph(journal)], journal };
}
