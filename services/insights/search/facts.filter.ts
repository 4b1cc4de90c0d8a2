import { sql, type RawBuilder } from 'kysely';
import { Field, InputType, Int } from 'type-graphql';
import { allOf } from '../../kit/reading/condition.ts';
import { IntFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { BiosafetyLevel } from '../../kit/vocabulary/biosafety-level.ts';
import { CareDiscipline } from '../../kit/vocabulary/care-discipline.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';
import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';
import { amongAll, type Candidates } from './candidates.filter.ts';
import { AggregateMeasure } from './measure.entity.ts';
import { measureSources } from './measure.listing.ts';
import { hasAny, hasSum, hasTogether, isGiven, upwardInYear } from './rollup.filter.ts';
import { inYear, requireYear, type Statistics } from './year.filter.ts';

@InputType({
  description:
    'Conditions on care in one year. All given conditions must be met. Without `beds`, the establishment must have beds, places or stays.',
})
export class CrossCareFilter {
  @Field(() => [CareDiscipline], {
    nullable: true,
    description: 'The disciplines, counted together; defaults to all.',
  })
  discipline?: CareDiscipline[] | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its beds for full stays in these disciplines.' })
  beds?: IntFilter | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The calendar year, from 1900 to 2200; defaults to the latest year of the statistics.',
  })
  year?: number | null;
}

@InputType({
  description:
    'Conditions on imaging in one year. All given conditions must be met. Without `devices` and `exams`, the establishment must have devices or exams.',
})
export class CrossImagingFilter {
  @Field(() => [ImagingModality], {
    nullable: true,
    description: 'The modalities, counted together; defaults to all.',
  })
  modality?: ImagingModality[] | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its devices of these modalities.' })
  devices?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its exams in these modalities in the year.' })
  exams?: IntFilter | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The calendar year, from 1900 to 2200; defaults to the latest year of the statistics.',
  })
  year?: number | null;
}

@InputType({
  description:
    'Conditions on a laboratory that operates today and that is located at the establishment, operated by it or shared by it.',
})
export class CrossLabFilter {
  @Field(() => [BiosafetyLevel], { nullable: true, description: 'Any of these containment levels.' })
  biosafety?: BiosafetyLevel[] | null;
}

@InputType({
  description:
    'Conditions on a pharmacy that operates today and that is located at the establishment or operated by it.',
})
export class CrossPharmacyFilter {
  @Field(() => [PharmacyActivity], { nullable: true, description: 'At least one of these activities.' })
  activity?: PharmacyActivity[] | null;
}

@InputType({
  description:
    'A condition on the activities that the establishment declares (SAE, table FILTRE), in the latest year of the statistics.',
})
export class CrossDeclaredFilter {
  @MaxItems(35)
  @Field(() => [String], { description: 'The codes of the activities, such as `IMAG` or `TELEMED`.' })
  activity!: string[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True finds who declares at least one of them, false who was asked about one or more of them and declares none; defaults to true.',
  })
  isPresent?: boolean | null;
}

/** Figures of yearly statistics, as facts: `finess`, `year` and `amount`. */
function figures(
  statistics: Statistics,
  kind: 'discipline' | 'modality',
  kinds: string[] | null | undefined,
  year: number | null,
): (amount: RawBuilder<unknown>) => RawBuilder<unknown> {
  const conditions = allOf([
    inYear(sql`a.year`, statistics, year),
    ...(kinds ? [sql<boolean>`a.${sql.ref(kind)} = any(${kinds}::text[])`] : []),
  ]);
  return (amount) =>
    sql`select a.establishment_finess as finess, a.year, ${amount} as amount from ${sql.table(statistics)} a where ${conditions}`;
}

/** Facts with an amount above zero. */
const present = (facts: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select finess, year from (${facts}) stated where amount > 0`;

export function hasCare({ discipline, beds, year }: CrossCareFilter, path: string): Candidates {
  const of = figures('clinical.care_activity', 'discipline', discipline, requireYear(year, `${path}.year`));
  if (isGiven(beds)) return hasSum(of(sql`a.beds`), beds);
  return hasAny(present(of(sql`greatest(a.beds, a.places, a.full_stays, a.day_stays, a.bed_days)`)), upwardInYear);
}

export function hasImaging({ modality, devices, exams, year }: CrossImagingFilter, path: string): Candidates {
  const of = figures('clinical.imaging_activity', 'modality', modality, requireYear(year, `${path}.year`));
  if (!isGiven(devices) && !isGiven(exams)) return hasAny(present(of(sql`greatest(a.devices, a.exams)`)), upwardInYear);
  return amongAll([
    ...(devices ? [hasSum(of(sql`a.devices`), devices)] : []),
    ...(exams ? [hasSum(of(sql`a.exams`), exams)] : []),
  ]);
}

export const hasInterns = (filter: IntFilter): Candidates =>
  hasSum(measureSources[AggregateMeasure.INTERNS].facts(null), filter);

export const declares = ({ activity, isPresent }: CrossDeclaredFilter): Candidates =>
  hasTogether(
    sql`
    select a.establishment_finess as finess, a.year, a.is_present from clinical.declared_activity a
    where a.activity_code = any(${activity}::text[]) and ${inYear(sql`a.year`, 'clinical.declared_activity', null)}`,
    sql<boolean>`bool_or(f.is_present) = ${isPresent ?? true}::boolean`,
    upwardInYear,
  );

export const hasLaboratory = ({ biosafety }: CrossLabFilter): Candidates =>
  hasAny(sql`
    select o.establishment_finess as finess
    from clinical.laboratory_establishment o join clinical.laboratory l on l.code = o.laboratory_code
    where ${allOf([holdsOn(sql`l.period`, null), ...(biosafety ? [sql<boolean>`l.biosafety = any(${biosafety}::text[])`] : [])])}`);

export const hasPharmacy = ({ activity }: CrossPharmacyFilter): Candidates =>
  hasAny(sql`
    select o.establishment_finess as finess
    from clinical.pharmacy_establishment o join clinical.pharmacy p on p.code = o.pharmacy_code
    where ${allOf([holdsOn(sql`p.period`, null), ...(activity ? [sql<boolean>`p.activities && ${activity}::text[]`] : [])])}`);
