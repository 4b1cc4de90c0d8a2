/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query EstablishmentsOfTerritory($territory: String!, $first: Int!, $after: String) {\n  establishments(\n    where: {territory: {eq: $territory}}\n    orderBy: [{field: NAME}]\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      finess\n      name\n      category {\n        label\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.EstablishmentsOfTerritoryDocument,
    "query WorkforceNeeds($finess: String!) {\n  establishment(finess: $finess) {\n    name\n    workforceNeeds {\n      specialty {\n        label\n      }\n      requiredFte\n      filledFte\n    }\n  }\n}": typeof types.WorkforceNeedsDocument,
};
const documents: Documents = {
    "query EstablishmentsOfTerritory($territory: String!, $first: Int!, $after: String) {\n  establishments(\n    where: {territory: {eq: $territory}}\n    orderBy: [{field: NAME}]\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      finess\n      name\n      category {\n        label\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.EstablishmentsOfTerritoryDocument,
    "query WorkforceNeeds($finess: String!) {\n  establishment(finess: $finess) {\n    name\n    workforceNeeds {\n      specialty {\n        label\n      }\n      requiredFte\n      filledFte\n    }\n  }\n}": types.WorkforceNeedsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query EstablishmentsOfTerritory($territory: String!, $first: Int!, $after: String) {\n  establishments(\n    where: {territory: {eq: $territory}}\n    orderBy: [{field: NAME}]\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      finess\n      name\n      category {\n        label\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').EstablishmentsOfTerritoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query WorkforceNeeds($finess: String!) {\n  establishment(finess: $finess) {\n    name\n    workforceNeeds {\n      specialty {\n        label\n      }\n      requiredFte\n      filledFte\n    }\n  }\n}"): typeof import('./graphql.ts').WorkforceNeedsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
