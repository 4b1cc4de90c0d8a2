import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'An establishment of the national register of health and social establishments (FINESS): a legal entity or one of its sites (FHIR `Organization`, `Location`).',
})
@Directive('@key(fields: "finess")')
export class Establishment {
  @Field(() => String, { description: 'Its number in FINESS: nine characters, never reused.' })
  finess!: string;
}

/** The establishment with a FINESS number, which the service of the establishments completes. */
export const establishmentOf = (finess: string): Establishment => ({ finess });
