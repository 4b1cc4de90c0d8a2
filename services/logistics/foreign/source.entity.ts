import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a fact comes from (FHIR `Provenance`).' })
@Directive('@key(fields: "code", resolvable: false)')
export class Source {
  @Field(() => String, {
    description: "The hub's own code of the source; `illustrative` marks figures that no source states.",
  })
  code!: string;
}

/** The source with a code, which the service of the establishments completes. */
export const sourceOf = (code: string): Source => ({ code });
