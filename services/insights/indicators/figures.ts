import { sql, type RawBuilder } from 'kysely';
import { CareDiscipline } from '../../kit/vocabulary/care-discipline.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';
import { IndicatorCode } from './indicator-code.ts';

/** The source of an indicator's numerator: one figure of the yearly statistics. */
interface IndicatorSource {
  /** The number of inhabitants that it is relative to. */
  per: number;
  table: 'care_activity' | 'imaging_activity' | 'intern_census';
  /** The name of the statistics' own table that states it (SAE). */
  statistics: string;
  figure: 'beds' | 'devices' | 'exams' | 'total';
  kind?: RawBuilder<boolean>;
  /** Whether the statistics have totals of groupings, in the table with the prefix `grouping_`. */
  hasTotals: boolean;
}

const beds = (statistics: string, ...disciplines: CareDiscipline[]): IndicatorSource => ({
  per: 100_000,
  table: 'care_activity',
  statistics,
  figure: 'beds',
  kind: sql<boolean>`discipline in (${sql.join(disciplines.map((discipline) => sql.lit(discipline)))})`,
  hasTotals: true,
});

const devices = (modality: ImagingModality): IndicatorSource => ({
  per: 100_000,
  table: 'imaging_activity',
  statistics: 'IMAGES',
  figure: 'devices',
  kind: sql<boolean>`modality = ${sql.lit(modality)}`,
  hasTotals: true,
});

export const indicatorSources: Record<IndicatorCode, IndicatorSource> = {
  [IndicatorCode.MCO_BEDS_PER_100K]: beds(
    'MCO',
    CareDiscipline.MEDICINE,
    CareDiscipline.SURGERY,
    CareDiscipline.OBSTETRICS,
  ),
  [IndicatorCode.REHABILITATION_BEDS_PER_100K]: beds('SSR', CareDiscipline.REHABILITATION),
  [IndicatorCode.SCANNERS_PER_100K]: devices(ImagingModality.SCANNER),
  [IndicatorCode.MRIS_PER_100K]: devices(ImagingModality.MRI),
  [IndicatorCode.MRI_EXAMS_PER_1000]: { ...devices(ImagingModality.MRI), per: 1000, figure: 'exams', hasTotals: false },
  [IndicatorCode.INTERNS_PER_100K]: {
    per: 100_000,
    table: 'intern_census',
    statistics: 'Q22',
    figure: 'total',
    hasTotals: false,
  },
};

/** The figures of establishments in a year: `code`, `finess`, `figure`, none of them null. */
export const figuresOf = (codes: IndicatorCode[], year: number): RawBuilder<unknown> =>
  union(codes, year, ['establishment_finess', 'finess'], '');

/** The statistics' own totals of groupings in a year, if any: `code`, `grouping_code`, `figure`, none of them null. */
export const totalsOf = (codes: IndicatorCode[], year: number): RawBuilder<unknown> =>
  union(codes.filter(hasTotals), year, ['grouping_code', 'grouping_code'], 'grouping_');

/** Whether the statistics have totals of groupings for an indicator. */
export const hasTotals = (code: IndicatorCode): boolean => indicatorSources[code].hasTotals;

/** The codes whose table of the statistics is loaded in full for a year: `code`. Of others, only some establishments are known. */
export const wholeCodes = (codes: IndicatorCode[], year: number): RawBuilder<unknown> => sql`
  select stated.code from unnest(${codes}::text[], ${codes.map((code) => indicatorSources[code].statistics)}::text[]) stated (code, name)
  join establishments.statistics_table loaded on loaded.name = stated.name and loaded.year = ${year}::int`;

function union(
  codes: IndicatorCode[],
  year: number,
  [column, name]: [string, string],
  prefix: string,
): RawBuilder<unknown> {
  const branches = codes.map((code) => {
    const { table, figure, kind = sql`true` } = indicatorSources[code];
    return sql`
      select ${sql.lit(code)}, ${sql.ref(column)}, ${sql.ref(figure)}
      from ${sql.table(`clinical.${prefix}${table}`)} where year = ${year} and ${kind} and ${sql.ref(figure)} is not null`;
  });
  // The first branch names the columns. It is the only one if no figure is requested.
  const columns = sql`select null::text as code, null::text as ${sql.ref(name)}, null::int as figure where false`;
  return sql.join([columns, ...branches], sql` union all `);
}
