import 'reflect-metadata';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../reading/node-id.ts';

// The types of the establishments' service that other services reference and extend. They know only their keys. Each
// service creates its own classes, as a class shared by several subgraphs would have the fields of all of them.

/** Creates the establishment type of another service. */
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

/** A reference to the establishment with a FINESS number. */
export const establishmentOf = (finess: string): ForeignEstablishment => ({ finess });

/** Creates the grouping type of another service. */
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

/** A reference to the grouping with a code. */
export const groupingOf = (code: string): ForeignGrouping => ({ code });

/**
 * Creates the cooperation action type of another service.
 * @param hasFields whether the service extends it, so that routers fetch its fields by key
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

/** A reference to the cooperation action with a reference in the hub. */
export const actionOf = <Reference extends string | null>(
  reference: Reference,
): ForeignCooperationAction | (Reference extends null ? null : never) =>
  (reference === null ? null : { id: encodeNodeId('CooperationAction', reference), reference }) as never;

/** Creates the source type of another service. */
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

/** A reference to the source with a code. */
export const sourceOf = (code: string): ForeignSource => ({ code });

/** Creates the territory type of another service. */
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

/** A reference to the territory with a code. */
export const territoryOf = (code: string): ForeignTerritory => ({ code });
