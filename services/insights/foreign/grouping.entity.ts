import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'A structure of cooperation between establishments, such as a territorial hospital group (FHIR `OrganizationAffiliation`).',
})
@Directive('@key(fields: "code")')
export class Grouping {
  @Field(() => String, {
    description:
      "Its code: the ministry's for territorial hospital groups (`44108`), otherwise the FINESS number of its legal entity.",
  })
  code!: string;
}

/** The grouping with a code, which the service of the establishments completes. */
export const groupingOf = (code: string): Grouping => ({ code });
