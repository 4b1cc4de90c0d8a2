/** The type of a figure's column in the hub. */
export type FigureType = 'int' | 'numeric' | 'boolean' | 'text';

/** A table of the hub with yearly figures: a row for each owner, year and kind. */
export interface Measure {
  /** What messages call its rows. */
  target: string;
  table: string;
  owner: 'establishment_finess' | 'grouping_code';
  /** The column that distinguishes the rows of one owner and year; null if there is only one row. */
  kind: string | null;
  figures: Readonly<Record<string, FigureType>>;
  /** Whether its rows state the legal entity of the establishment in that year, whose figures are the sums over them. */
  hasLegalEntity?: true;
}

const counts = (...figures: string[]): Record<string, FigureType> =>
  Object.fromEntries(figures.map((figure) => [figure, 'int']));

const care = counts('beds', 'places', 'full_stays', 'day_stays', 'bed_days');

export const careActivity: Measure = {
  target: 'capacity and activity',
  table: 'clinical.care_activity',
  owner: 'establishment_finess',
  kind: 'discipline',
  figures: care,
};

export const groupingCareActivity: Measure = {
  target: 'capacity and activity of groupings',
  table: 'clinical.grouping_care_activity',
  owner: 'grouping_code',
  kind: 'discipline',
  figures: care,
};

export const imagingActivity: Measure = {
  target: 'imaging',
  table: 'clinical.imaging_activity',
  owner: 'establishment_finess',
  kind: 'modality',
  figures: counts('devices', 'operated_devices', 'inpatient_exams', 'outpatient_exams', 'exams'),
};

export const groupingImagingActivity: Measure = {
  target: 'imaging of groupings',
  table: 'clinical.grouping_imaging_activity',
  owner: 'grouping_code',
  kind: 'modality',
  figures: counts('devices'),
};

export const internCensus: Measure = {
  target: 'interns',
  table: 'clinical.intern_census',
  owner: 'establishment_finess',
  kind: null,
  figures: counts('medicine', 'general_practice', 'emergency', 'pharmacy', 'odontology', 'total'),
  hasLegalEntity: true,
};

export const medicalStaff: Measure = {
  target: 'medical staff',
  table: 'clinical.medical_staff',
  owner: 'establishment_finess',
  kind: 'staff_code',
  figures: { fte: 'numeric' },
  hasLegalEntity: true,
};

/** The columns of other staff, in the order of the table. */
export const staffColumns = [
  'DIREC',
  'DIRSOIN',
  'ADMIN',
  'ADMTO',
  'CADRE',
  'INFNS',
  'INFSP',
  'AIDES',
  'ASHAU',
  'PSYCH',
  'SAGFE',
  'REEDU',
  'SOITO',
  'EDUCS',
  'ASSIS',
  'EDUTO',
  'PHLAB',
  'TECHN',
  'ETPPNM',
];

export const otherStaff: Measure = {
  target: 'other staff',
  table: 'clinical.other_staff',
  owner: 'establishment_finess',
  kind: 'discipline_code',
  figures: Object.fromEntries(staffColumns.map((column) => [column.toLowerCase(), 'numeric'])),
  hasLegalEntity: true,
};

export const declaredActivity: Measure = {
  target: 'declared activities',
  table: 'clinical.declared_activity',
  owner: 'establishment_finess',
  kind: 'activity_code',
  figures: { is_present: 'boolean' },
};

/** The figures of units of several kinds, in a table of the hub of their own. */
const ofUnits = (target: string, table: string, ...figures: string[]): Measure => ({
  target,
  table: `clinical.${table}`,
  owner: 'establishment_finess',
  kind: 'kind_code',
  figures: counts(...figures),
});

export const emergencyActivity = ofUnits(
  'emergency departments',
  'emergency_activity',
  'visits',
  'visits_under18',
  'visits_from80',
  'observation_beds',
  'observation_stays',
  'observation_days',
);

export const criticalCare = ofUnits('critical care', 'critical_care', 'beds', 'stays', 'days');

export const operatingTheatres = ofUnits('operating theatres', 'operating_theatres', 'rooms', 'rooms_around_the_clock');

export const dialysisActivity = ofUnits('dialysis', 'dialysis_activity', 'capacity', 'patients', 'sessions', 'weeks');

export const perinatalActivity: Measure = {
  target: 'perinatal care',
  table: 'clinical.perinatal_activity',
  owner: 'establishment_finess',
  kind: null,
  figures: {
    maternity_code: 'text',
    ...counts(
      'obstetric_beds',
      'neonatal_beds',
      'neonatal_intensive_care_beds',
      'neonatal_resuscitation_beds',
      'delivery_rooms',
      'obstetric_stays',
      'obstetric_days',
      'single_deliveries',
      'multiple_deliveries',
      'caesarean_stays',
      'abortions',
      'drug_induced_abortions',
    ),
  },
};

/** All measures. */
export const measures = [
  careActivity,
  groupingCareActivity,
  imagingActivity,
  groupingImagingActivity,
  internCensus,
  medicalStaff,
  otherStaff,
  declaredActivity,
  emergencyActivity,
  criticalCare,
  perinatalActivity,
  operatingTheatres,
  dialysisActivity,
];
