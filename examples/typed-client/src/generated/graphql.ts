/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type EstablishmentsOfTerritoryQueryVariables = Exact<{
  territory: string;
  first: number;
  after?: string | null | undefined;
}>;


export type EstablishmentsOfTerritoryQuery = { establishments: { nodes: Array<{ finess: string, name: string, category: { label: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type WorkforceNeedsQueryVariables = Exact<{
  finess: string;
}>;


export type WorkforceNeedsQuery = { establishment: { name: string, workforceNeeds: Array<{ requiredFte: number, filledFte: number, specialty: { label: string } }> | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const EstablishmentsOfTerritoryDocument = new TypedDocumentString(`
    query EstablishmentsOfTerritory($territory: String!, $first: Int!, $after: String) {
  establishments(
    where: {territory: {eq: $territory}}
    orderBy: [{field: NAME}]
    first: $first
    after: $after
  ) {
    nodes {
      finess
      name
      category {
        label
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:2637aaeebfaf9d8e5fd838c3a6d3c0fba00aa40b955bc33969c2a5d6e7e6bee3"}) as unknown as TypedDocumentString<EstablishmentsOfTerritoryQuery, EstablishmentsOfTerritoryQueryVariables>;
export const WorkforceNeedsDocument = new TypedDocumentString(`
    query WorkforceNeeds($finess: String!) {
  establishment(finess: $finess) {
    name
    workforceNeeds {
      specialty {
        label
      }
      requiredFte
      filledFte
    }
  }
}
    `, {"hash":"sha256:f7500f67a3f3b18add2a8cc9f70f34c46887993ce470d492207141119349f749"}) as unknown as TypedDocumentString<WorkforceNeedsQuery, WorkforceNeedsQueryVariables>;