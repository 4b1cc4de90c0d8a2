import { Directive, Field, InputType } from 'type-graphql';
import { ChangingWhere } from '../reading/changed-since.ts';
import { DateFilter, StringFilter } from '../reading/filter.ts';
import { EstablishmentLevel } from '../vocabulary/establishment-level.ts';
import { DateScalar } from '../vocabulary/scalars.ts';
import { Sector } from '../vocabulary/sector.ts';
import { NearFilter } from './near.ts';

@InputType({ description: 'A number in another register, as a whole.' })
export class IdentifierFilter {
  @Field(() => String, {
    description: 'The register, such as `SIRET`; see `Identifier.system`.',
  })
  system!: string;

  @Field(() => String, { description: 'The number in it.' })
  value!: string;
}

/** The conditions on what the register states of an establishment, which every search of establishments has. */
@InputType()
export abstract class RegisterWhere extends ChangingWhere {
  @Directive('@cost(weight: 1000)')
  @Field(() => String, {
    nullable: true,
    description:
      'Words of its name, long name, category or town, its postal code, or its number in FINESS or SIREN, SIRET, as people type them: accents, case, punctuation, order, articles and common abbreviations do not matter (`CHU`, `C.H.U.`, `centre hospitalier universitaire`; `st`, `saint`). A word of three letters or more that no establishment has is taken for those that it begins or resembles; others that none has are ignored. Where no establishment has all words, the search asks for less until one has what is left: first without words of kinds (`hôpital`, `clinique`), then with words that resemble the given ones, at last without the commonest. It finds nothing if no word is known. At most ten different words.',
  })
  search?: string | null;

  @Directive('@cost(weight: 300)')
  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of its FINESS category, such as `101`.' })
  category?: StringFilter | null;

  @Directive('@cost(weight: 600)')
  @Field(() => [Sector], { nullable: true, description: 'Any of these sectors; of a site, that of its legal entity.' })
  sector?: Sector[] | null;

  @Field(() => EstablishmentLevel, { nullable: true, description: 'Legal entity or site.' })
  level?: EstablishmentLevel | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => StringFilter, {
    nullable: true,
    description: 'The code of a commune, department or region where it is located.',
  })
  territory?: StringFilter | null;

  @Directive('@cost(weight: 2500)')
  @Field(() => NearFilter, { nullable: true, description: 'It is located in this circle.' })
  near?: NearFilter | null;

  @Field(() => IdentifierFilter, { nullable: true, description: 'It has this number in another register.' })
  identifier?: IdentifierFilter | null;

  @Directive('@cost(weight: 500)')
  @Field(() => Boolean, { nullable: true, description: 'Whether it is a military hospital.' })
  isMilitary?: boolean | null;

  @Directive('@cost(weight: 500)')
  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to a university hospital.' })
  isUniversityHospital?: boolean | null;

  @Directive('@cost(weight: 300)')
  @Field(() => DateFilter, { nullable: true, description: 'The day it opened.' })
  openedOn?: DateFilter | null;

  @Field(() => DateFilter, { nullable: true, description: 'The day it closed; null while it is open.' })
  closedOn?: DateFilter | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => Boolean, { nullable: true, description: 'Whether it is open today (true), or closed (false).' })
  isOpen?: boolean | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => DateScalar, {
    nullable: true,
    description: 'It was open on this day, as far as its days are known: an unknown opening counts as before.',
  })
  openOn?: string | null;
}
