import { ArgsType, Directive, Field, InputType } from 'type-graphql';
import type { Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { IntFilter } from '../../kit/reading/filter.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { partsOf, type Conditions } from '../../kit/reading/where.ts';
import { registerConditions } from '../../kit/register/register-conditions.ts';
import { RegisterWhere } from '../../kit/register/register-where.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import { isCandidate, startingFromSets, type Candidates, type InSets } from './candidates.filter.ts';
import { CrossDependencyFilter, dependsOn } from './dependency.filter.ts';
import {
  declares,
  hasCare,
  hasImaging,
  hasInterns,
  hasLaboratory,
  hasPharmacy,
  isAuthorised,
} from './fact-sources.filter.ts';
import {
  CrossAuthorisationFilter,
  CrossCareFilter,
  CrossDeclaredFilter,
  CrossImagingFilter,
  CrossLabFilter,
  CrossPharmacyFilter,
} from './facts.filter.ts';
import { AggregateMeasure } from './measure.entity.ts';
import { upward } from './rollup.filter.ts';
import {
  cooperates,
  CrossCooperationFilter,
  CrossMembershipFilter,
  CrossSupplyFilter,
  hasMembership,
  isSupplied,
} from './relations.filter.ts';

@InputType({
  description:
    'Conditions on establishments that span several domains. All given conditions must be met. The data of a site also counts for its legal entity: figures are added up, those of a year for the legal entity to which the site belonged in that year (SAE). The memberships, cooperations, contracts and dependencies of a legal entity do not count for its sites.',
})
export class CrossDomainWhere extends RegisterWhere {
  @Field(() => [CrossDomainWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: CrossDomainWhere[] | null;

  @Directive('@cost(weight: 200)')
  @Field(() => [CrossDomainWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: CrossDomainWhere[] | null;

  @Directive('@cost(weight: 500)')
  @Field(() => CrossDomainWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: CrossDomainWhere | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => CrossMembershipFilter, { nullable: true, description: 'It has memberships that meet these conditions.' })
  membership?: CrossMembershipFilter | null;

  @Directive('@cost(weight: 300)')
  @Field(() => CrossCooperationFilter, {
    nullable: true,
    description: 'It participates in a cooperation action that meets these conditions.',
  })
  cooperation?: CrossCooperationFilter | null;

  @Directive('@cost(weight: 1500)')
  @Field(() => CrossCareFilter, { nullable: true, description: 'It provides care that meets these conditions.' })
  care?: CrossCareFilter | null;

  @Directive('@cost(weight: 1500)')
  @Field(() => CrossImagingFilter, { nullable: true, description: 'It performs imaging that meets these conditions.' })
  imaging?: CrossImagingFilter | null;

  @Directive('@cost(weight: 200)')
  @Field(() => CrossLabFilter, { nullable: true, description: 'It has a laboratory that meets these conditions.' })
  labs?: CrossLabFilter | null;

  @Directive('@cost(weight: 200)')
  @Field(() => CrossPharmacyFilter, {
    nullable: true,
    description: 'It has a hospital pharmacy that meets these conditions.',
  })
  pharmacy?: CrossPharmacyFilter | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => CrossDeclaredFilter, {
    nullable: true,
    description:
      'Declares the activity (SAE, table FILTRE), in the latest year: `{ activity: ["IMAG"], isPresent: false }` finds who says no. A legal entity declares what its sites declare.',
  })
  declared?: CrossDeclaredFilter | null;

  @Directive('@cost(weight: 2500)')
  @Field(() => CrossAuthorisationFilter, {
    nullable: true,
    description:
      'It is authorised to do it (autorisation; FINESS+): itself, or a site of it. With `NOT` and a condition on its activity, it finds who is authorised and idle.',
  })
  authorisation?: CrossAuthorisationFilter | null;

  @Directive('@cost(weight: 1400)')
  @Field(() => CrossSupplyFilter, {
    nullable: true,
    description: 'Its supply of meals meets these conditions (restauration).',
  })
  catering?: CrossSupplyFilter | null;

  @Directive('@cost(weight: 1400)')
  @Field(() => CrossSupplyFilter, {
    nullable: true,
    description: 'Its supply of linen meets these conditions (blanchisserie).',
  })
  laundry?: CrossSupplyFilter | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => IntFilter, {
    nullable: true,
    description: 'Its interns of all disciplines (internes), in the latest year of the statistics.',
  })
  interns?: IntFilter | null;

  @Directive('@cost(weight: 10000)')
  @Field(() => CrossDependencyFilter, {
    nullable: true,
    description: 'It relies on an establishment that meets these conditions.',
  })
  dependsOn?: CrossDependencyFilter | null;
}

@InputType({ description: 'One level of an order of establishments.' })
export class CrossDomainOrder {
  @Field(() => AggregateMeasure, {
    description: 'The measure to order by, in the latest year of the statistics; unknown values come last.',
  })
  measure!: AggregateMeasure;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'The direction.' })
  direction!: OrderDirection;
}

@ArgsType()
export class FindEstablishmentsArgs extends PageArgs {
  @Field(() => CrossDomainWhere, { description: 'Conditions on the establishments; `{}` finds all.' })
  where!: CrossDomainWhere;

  @Directive('@cost(weight: 10000)')
  @Field(() => [CrossDomainOrder], {
    nullable: true,
    description: 'The order, before the FINESS number; defaults to the FINESS number alone.',
  })
  orderBy?: CrossDomainOrder[] | null;
}

/** The conditions on the row of an establishment. */
const registerCandidates = Object.fromEntries(
  Object.entries(registerConditions).map(([name, conditionOf]) => [
    name,
    (value: never, path: string): Candidates => ({ condition: conditionOf(value, path) }),
  ]),
) as unknown as Conditions<RegisterWhere, Candidates>;

/**
 * The condition of a `where` on the establishment `e`.
 * @param holders for whom the memberships, cooperations, contracts and dependencies of an establishment count
 * @param isInSets how the statement restricts itself to the establishments that facts find; defaults to a look-up of `e`
 */
export const crossDomainCondition = (where: CrossDomainWhere, holders = upward, isInSets?: InSets): Condition =>
  startingFromSets(
    partsOf<CrossDomainWhere, Candidates>(
      where,
      {
        ...registerCandidates,
        membership: (filter, path) => hasMembership(filter, path, holders),
        cooperation: (filter, path) => cooperates(filter, path, holders),
        care: hasCare,
        imaging: hasImaging,
        labs: hasLaboratory,
        pharmacy: hasPharmacy,
        declared: declares,
        authorisation: isAuthorised,
        catering: (filter, path) => isSupplied(SupplyKind.MEALS, filter, path, holders),
        laundry: (filter, path) => isSupplied(SupplyKind.LINEN, filter, path, holders),
        interns: hasInterns,
        dependsOn: (filter, path) => dependsOn(filter, path, holders),
      },
      { conditionOf: isCandidate, partOf: (condition) => ({ condition }) },
    ),
    isInSets,
  );
