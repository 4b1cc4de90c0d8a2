import 'reflect-metadata';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../reading/node-id.ts';

// The types of the establishments' service that other services refer to and hang fields on, known by their keys alone.
// Each service makes classes of its own: one class shared by subgraphs would have the fields of all of them.

/** The establishment of a service other than its own. */
export function foreignEstablishment() {
  @ObjectType({
    description:
      'An establishment of the national register of health and social establishments (FINESS): a legal entity or one of its sites (FHIR `Organization`, `Location`).',
  })
  @Directive('@key(fields: "finess")')
  class Establishment {
    @Field(() => String, { description: 'Its number in FINESS: nine characters, never reused.' })
    finess!: string;
  }
  return Establishment;
}

export type ForeignEstablishment = InstanceType<ReturnType<typeof foreignEstablishment>>;

/** The establishment with a FINESS number, which its service completes. */
export const establishmentOf = (finess: string): ForeignEstablishment => ({ finess });

/** The grouping of a service other than its own. */
export function foreignGrouping() {
  @ObjectType({
    description:
      'A structure of cooperation between establishments, such as a territorial hospital group (FHIR `OrganizationAffiliation`).',
  })
  @Directive('@key(fields: "code")')
  class Grouping {
    @Field(() => String, {
      description:
        "Its code: the ministry's for territorial hospital groups (`44108`), otherwise the FINESS number of its legal entity.",
    })
    code!: string;
  }
  return Grouping;
}

export type ForeignGrouping = InstanceType<ReturnType<typeof foreignGrouping>>;

/** The grouping with a code, which its service completes. */
export const groupingOf = (code: string): ForeignGrouping => ({ code });

/**
 * The cooperation action of a service other than its own.
 * @param hasFields whether the service hangs fields on it, for which routers then come with its key
 */
export function foreignCooperationAction({ hasFields }: { hasFields: boolean }) {
  @ObjectType({ description: 'One cooperation in one discipline or function, under an agreement.' })
  @Directive(`@key(fields: "id"${hasFields ? '' : ', resolvable: false'})`)
  class CooperationAction {
    @Field(() => ID, { description: 'An opaque id, unique in the whole graph.' })
    id!: string;

    reference!: string;
  }
  return CooperationAction;
}

export type ForeignCooperationAction = InstanceType<ReturnType<typeof foreignCooperationAction>>;

/** The cooperation action with a reference, which its service completes. */
export const actionOf = <Reference extends string | null>(
  reference: Reference,
): ForeignCooperationAction | (Reference extends null ? null : never) =>
  (reference === null ? null : { id: encodeNodeId('CooperationAction', reference), reference }) as never;

/** The source of a service other than its own. */
export function foreignSource() {
  @ObjectType({ description: 'The source of a fact (FHIR `Provenance`).' })
  @Directive('@key(fields: "code", resolvable: false)')
  class Source {
    @Field(() => String, {
      description: "The hub's own code of the source; `illustrative` marks figures that no source states.",
    })
    code!: string;
  }
  return Source;
}

export type ForeignSource = InstanceType<ReturnType<typeof foreignSource>>;

/** The source with a code, which its service completes. */
export const sourceOf = (code: string): ForeignSource => ({ code });

/** The territory of a service other than its own. */
export function foreignTerritory() {
  @ObjectType({ description: 'A region, department or commune of the official division of France.' })
  @Directive('@key(fields: "code")')
  class Territory {
    @Field(() => String, { description: 'Its code: `REG-44`, `57` or `57463`.' })
    code!: string;
  }
  return Territory;
}

export type ForeignTerritory = InstanceType<ReturnType<typeof foreignTerritory>>;

/** The territory with a code, which its service completes. */
export const territoryOf = (code: string): ForeignTerritory => ({ code });
