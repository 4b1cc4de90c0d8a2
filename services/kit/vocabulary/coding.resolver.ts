import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { Coding } from './coding.ts';
import { Language } from './language.ts';

/** The fields of codings, for each service that has any. */
@Resolver(() => Coding)
export class CodingResolver {
  @FieldResolver(() => String, {
    description:
      "The meaning of the code (FHIR `Coding.display`): in the language asked for, where the hub knows it in that, otherwise in the nomenclature's own, French. A code whose meaning is not published is its own label.",
  })
  label(
    @Root() { label, translations }: Coding,
    @Arg('language', () => Language, {
      nullable: true,
      description: "The language; defaults to the nomenclature's own, and to English for the hub's own codes.",
    })
    language?: Language | null,
  ): string {
    return (language && translations?.[language]) ?? label;
  }
}
