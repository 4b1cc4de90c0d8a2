import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { Changing } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { EstablishmentLevel } from '../../kit/vocabulary/establishment-level.ts';
import { Sector } from '../../kit/vocabulary/sector.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

@Entity({ tableName: 'establishment' })
@ObjectType({
  implements: Node,
  description:
    'An establishment of the national register of health and social establishments (FINESS): a legal entity or one of its sites (FHIR `Organization`, `Location`).',
})
@Directive('@key(fields: "finess")')
export class Establishment extends Changing {
  declare [EntityName]?: 'Establishment';

  @PrimaryKey({ type: 'text' })
  @Field(() => String, { description: 'Its number in FINESS: nine characters, never reused.' })
  finess!: string;

  @Property({ type: 'text' })
  @Field(() => EstablishmentLevel, { description: 'Legal entity or site.' })
  level!: EstablishmentLevel;

  @Property({ type: 'text' })
  @Field(() => String, {
    description:
      'Its name in the register (raison sociale). If no source states one, the name of its grouping or of its sites where that is one, see `isNameDerived`; otherwise its number.',
  })
  name!: string;

  @Property({ type: 'text', nullable: true })
  derivedName!: string | null;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its long name (raison sociale longue).' })
  longName!: string | null;

  @Property({ type: 'text', nullable: true })
  categoryCode!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day of the extract of the register that states its category; null if none does. FINESS+ states none for legal entities: theirs is that of the last extract in the form before it.',
  })
  categoryListedOn!: string | null;

  @Property({ type: 'text', nullable: true })
  legalStatusCode!: string | null;

  @Property({ type: 'text', nullable: true })
  publicServiceCode!: string | null;

  @Property({ type: 'text' })
  @Field(() => Sector, {
    description:
      'Its sector, by its legal status; of a site, that of its legal entity. UNKNOWN if no source states the status: before a file of legal entities, FINESS+ or SAE is loaded, of most.',
  })
  sector!: Sector;

  @Property({ type: 'text[]' })
  addressLines!: string[];

  @Property({ type: 'text', nullable: true })
  postalCode!: string | null;

  @Property({ type: 'text', nullable: true })
  city!: string | null;

  @Property({ type: 'text', nullable: true })
  communeCode!: string | null;

  @Property({ type: 'double', nullable: true })
  latitude!: number | null;

  @Property({ type: 'double', nullable: true })
  longitude!: number | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Its telephone number: ten digits, or if it is abroad the international form, such as +352….',
  })
  phone!: string | null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      "Whether it is a military hospital (hôpital d'instruction des armées, FINESS category 114), or the legal entity of one.",
  })
  isMilitary!: boolean;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether it belongs to a university hospital (centre hospitalier universitaire): FINESS category 101, except the regional hospitals without a university.',
  })
  isUniversityHospital!: boolean;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: "The day it opened. The register's placeholder dates count as unknown.",
  })
  openedOn!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day it closed, or the day of the first extract of the register without it; null while it is open.',
  })
  closedOn!: string | null;

  @Property({ type: 'text', nullable: true })
  legalEntityFiness!: string | null;

  @Property({ type: 'text', nullable: true })
  territoryCode!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;

  @Property({ type: 'date', nullable: true })
  listedOn!: string | null;
}

@Entity({ tableName: 'identifier' })
@ObjectType({ description: 'The number of an establishment or a grouping in another register (FHIR `Identifier`).' })
export class Identifier {
  declare [EntityName]?: 'Identifier';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'text' })
  @Field(() => String, {
    description:
      'The register: `SIREN` and `SIRET` (companies), `UAI` (schools), `SAE_FINESS` (the number in the annual statistics, if different); `SMSSE` of a legal entity and `EGE` of a site are numbers of one file of FINESS+ (pmSmsseId, egeId), and change from month to month; `GCC` and `FINESS_GCC` are those of a group by agreement in FINESS+ (gccId, numFinessGcc).',
  })
  system!: string;

  @PrimaryKey({ type: 'text' })
  @Field(() => String, { description: 'The number in the register.' })
  value!: string;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@ObjectType({ description: 'A postal address (FHIR `Address`).' })
@Directive('@cost(weight: 0)')
export class Address {
  @Field(() => [String], { description: 'The lines above the town.' })
  lines!: string[];

  @Field(() => String, { nullable: true, description: 'The postal code, which may be a CEDEX code.' })
  postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The town, as the post office writes it.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: "INSEE's code of the commune." })
  communeCode!: string | null;
}

@ObjectType({ description: 'A place on Earth, in WGS 84 (FHIR `Location.position`).' })
@Directive('@cost(weight: 0)')
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude!: number;
}
