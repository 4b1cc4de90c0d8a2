import { readFileSync } from 'node:fs';
import graphqlEslint from '@graphql-eslint/eslint-plugin';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { parse, print } from 'graphql';

// What clients see: the subgraphs' types are all reachable in it, and the operations are asked of it.
const supergraph = readFileSync(new URL('schema/supergraph.graphql', import.meta.url), 'utf8');
const schema = print(transformSupergraphToPublicSchema(parse(supergraph)));

const { parser } = graphqlEslint;
const plugins = { '@graphql-eslint': graphqlEslint };
const errors = (rules) => Object.fromEntries(rules.map((rule) => [`@graphql-eslint/${rule}`, 'error']));

export default [
  {
    files: ['schema/subgraphs/*.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema } } },
    plugins,
    rules: {
      ...errors([
        'description-style',
        'no-hashtag-description',
        'no-typename-prefix',
        'no-unreachable-types',
        'relay-connection-types',
        'relay-page-info',
        'require-deprecation-reason',
        'unique-enum-value-names',
      ]),
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // Its fields say it all.
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]'],
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: { style: 'camelCase', ignorePattern: '^(AND|OR|NOT)$' },
          EnumValueDefinition: 'UPPER_CASE',
          DirectiveDefinition: 'camelCase',
          'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['query', 'get', 'list', 'all'] },
          'EnumTypeDefinition,InterfaceTypeDefinition,ObjectTypeDefinition,UnionTypeDefinition': {
            forbiddenSuffixes: ['Enum', 'Interface', 'Type', 'Union'],
          },
        },
      ],
      // A short list of one object's own needs no page: only what is called a connection is one. A membership is an
      // edge's node without being a `Node`, as it has no id of its own.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // Every connection is paged forward; backward too where someone reads from the end.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    },
  },
  {
    files: ['schema/operations/*.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema, documents: 'schema/operations/*.graphql' } } },
    plugins,
    rules: {
      ...errors([
        'executable-definitions',
        'fields-on-correct-type',
        'fragments-on-composite-type',
        'known-argument-names',
        'known-directives',
        'known-fragment-names',
        'known-type-names',
        'lone-anonymous-operation',
        'lone-executable-definition',
        'no-anonymous-operations',
        'no-deprecated',
        'no-duplicate-fields',
        'no-fragment-cycles',
        'no-undefined-variables',
        'no-unused-fragments',
        'no-unused-variables',
        'overlapping-fields-can-be-merged',
        'possible-fragment-spread',
        'provided-required-arguments',
        'scalar-leafs',
        'unique-argument-names',
        'unique-directive-names-per-location',
        'unique-fragment-name',
        'unique-input-field-names',
        'unique-operation-name',
        'unique-variable-names',
        'value-literals-of-correct-type',
        'variables-are-input-types',
        'variables-in-allowed-position',
      ]),
      '@graphql-eslint/naming-convention': [
        'error',
        {
          VariableDefinition: 'camelCase',
          OperationDefinition: {
            style: 'PascalCase',
            forbiddenPrefixes: ['Query', 'Mutation', 'Subscription', 'Get'],
            forbiddenSuffixes: ['Query', 'Mutation', 'Subscription'],
          },
          FragmentDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Fragment'], forbiddenSuffixes: ['Fragment'] },
        },
      ],
    },
  },
  {
    files: ['schema/operations/*.graphql'],
    // The contract names its operation otherwise: NodeById.
    ignores: ['schema/operations/node.graphql'],
    rules: {
      '@graphql-eslint/match-document-filename': [
        'error',
        { query: 'kebab-case', mutation: 'kebab-case', subscription: 'kebab-case' },
      ],
    },
  },
];
