import { sql, type RawBuilder } from 'kysely';
import type { IntFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { amongAll, type Candidates } from './candidates.filter.ts';
import { factSource, type FactSource } from './fact-source.ts';
import type {
  CrossAuthorisationFilter,
  CrossCareFilter,
  CrossDeclaredFilter,
  CrossImagingFilter,
  CrossLabFilter,
  CrossPharmacyFilter,
} from './facts.filter.ts';
import { AggregateMeasure } from './measure.entity.ts';
import { measureSources } from './measure.listing.ts';
import { hasAny, hasSum, hasTogether, isGiven, upwardInYear } from './rollup.filter.ts';
import { inYear, requireYear, type Statistics } from './year.filter.ts';

/** Figures `a` of yearly statistics. */
const figures = (
  statistics: Statistics,
  kind: 'discipline' | 'modality',
  kinds: string[] | null | undefined,
  year: number | null,
): FactSource =>
  factSource(sql`${sql.table(statistics)} a`, [
    inYear(sql`a.year`, statistics, year),
    ...(kinds ? [sql<boolean>`a.${sql.ref(kind)} = any(${kinds}::text[])`] : []),
  ]);

export const careFigures = ({ discipline, year }: CrossCareFilter, path: string): FactSource =>
  figures('clinical.care_activity', 'discipline', discipline, requireYear(year, `${path}.year`));

export const imagingFigures = ({ modality, year }: CrossImagingFilter, path: string): FactSource =>
  figures('clinical.imaging_activity', 'modality', modality, requireYear(year, `${path}.year`));

/** What establishments declare, `a`. */
export const declarations = ({ activity }: CrossDeclaredFilter): FactSource =>
  factSource(sql`clinical.declared_activity a`, [
    sql<boolean>`a.activity_code = any(${activity}::text[])`,
    inYear(sql`a.year`, 'clinical.declared_activity', null),
  ]);

/** The authorisations `a` of sites and legal entities. */
export const authorisations = ({ nature, activity, asOf }: CrossAuthorisationFilter): FactSource =>
  factSource(sql`clinical.establishment_authorisation a`, [
    sql<boolean>`a.establishment_finess is not null`,
    holdsOn(sql`a.period`, asOf),
    sql<boolean>`(a.is_active or not upper_inf(a.period))`,
    ...(nature ? [sql<boolean>`a.nature = any(${nature}::text[])`] : []),
    ...(activity ? [sql<boolean>`a.activity_code = any(${activity}::text[])`] : []),
  ]);

/** The laboratories `l` of establishments `o`. */
export const laboratories = ({ biosafety }: CrossLabFilter): FactSource =>
  factSource(sql`clinical.laboratory_establishment o join clinical.laboratory l on l.code = o.laboratory_code`, [
    holdsOn(sql`l.period`, null),
    ...(biosafety ? [sql<boolean>`l.biosafety = any(${biosafety}::text[])`] : []),
  ]);

/** The pharmacies `p` of establishments `o`. */
export const pharmacies = ({ activity }: CrossPharmacyFilter): FactSource =>
  factSource(sql`clinical.pharmacy_establishment o join clinical.pharmacy p on p.code = o.pharmacy_code`, [
    holdsOn(sql`p.period`, null),
    ...(activity ? [sql<boolean>`p.activities && ${activity}::text[]`] : []),
  ]);

/** Selects the figures of a year, with an amount. */
const withAmount = (of: FactSource, amount: RawBuilder<unknown>): RawBuilder<unknown> =>
  of(sql`a.establishment_finess as finess, a.year, ${amount} as amount`);

/** Facts with an amount above zero. */
const present = (facts: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select finess, year from (${facts}) stated where amount > 0`;

export function hasCare(filter: CrossCareFilter, path: string): Candidates {
  const of = careFigures(filter, path);
  if (isGiven(filter.beds)) return hasSum(withAmount(of, sql`a.beds`), filter.beds);
  const any = withAmount(of, sql`greatest(a.beds, a.places, a.full_stays, a.day_stays, a.bed_days)`);
  return hasAny(present(any), upwardInYear);
}

export function hasImaging(filter: CrossImagingFilter, path: string): Candidates {
  const { devices, exams } = filter;
  const of = imagingFigures(filter, path);
  if (!isGiven(devices) && !isGiven(exams))
    return hasAny(present(withAmount(of, sql`greatest(a.devices, a.exams)`)), upwardInYear);
  return amongAll([
    ...(devices ? [hasSum(withAmount(of, sql`a.devices`), devices)] : []),
    ...(exams ? [hasSum(withAmount(of, sql`a.exams`), exams)] : []),
  ]);
}

export const hasInterns = (filter: IntFilter): Candidates =>
  hasSum(measureSources[AggregateMeasure.INTERNS].facts(null), filter);

export const declares = (filter: CrossDeclaredFilter): Candidates =>
  hasTogether(
    declarations(filter)(sql`a.establishment_finess as finess, a.year, a.is_present`),
    sql<boolean>`bool_or(f.is_present) = ${filter.isPresent ?? true}::boolean`,
    upwardInYear,
  );

export const isAuthorised = (filter: CrossAuthorisationFilter): Candidates =>
  hasAny(authorisations(filter)(sql`a.establishment_finess as finess`));

export const hasLaboratory = (filter: CrossLabFilter): Candidates =>
  hasAny(laboratories(filter)(sql`o.establishment_finess as finess`));

export const hasPharmacy = (filter: CrossPharmacyFilter): Candidates =>
  hasAny(pharmacies(filter)(sql`o.establishment_finess as finess`));
