/** A service with lists. */
export type FilteredService = 'clinical' | 'establishments' | 'logistics';

/** The conditions of a text that an index must serve. */
const texts = (field: string, exact: string, part: string): object[] => [
  { [field]: { eq: exact } },
  { [field]: { in: [exact] } },
  { [field]: { startsWith: exact } },
  { [field]: { contains: part } },
];

type List = [service: FilteredService, list: string, where: string, conditions: object[]];

/** Since when all of the rows have changed, and since when none. */
const moments = [{ changedSince: '2000-01-01T00:00:00Z' }, { changedSince: '2999-01-01T00:00:00Z' }];

/** Every list that is filtered, with conditions that few of the invented rows of `synthetic.ts` fulfil. */
export const filters: List[] = [
  [
    'establishments',
    'agreements',
    'AgreementWhere',
    [
      ...moments,
      { kind: ['FRAMEWORK'] },
      { status: ['DRAFT'] },
      ...texts('title', 'Convention 19999', '19999'),
      { signedOn: { eq: '2014-02-01' } },
      { signedOn: { isNull: true } },
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'establishments',
    'cooperationActions',
    'CooperationActionWhere',
    [
      ...moments,
      { domain: ['LABS'] },
      { mode: ['TELEMEDICINE'] },
      { status: ['STUDIED'] },
      { status: ['SUSPENDED'], asOf: '2014-01-01' },
      ...texts('label', 'Action 19999', '19999'),
      { discipline: { eq: 'P50' } },
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'clinical',
    'careUnits',
    'CareUnitWhere',
    [
      ...moments,
      { kind: ['ON_CALL'] },
      ...texts('name', 'Unité 19999', '19999'),
      { discipline: { eq: 'P50' } },
      ...texts('site', '100004999', '4999'),
      { beds: { gt: 495 } },
      { beds: { isNull: true } },
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'clinical',
    'imagingActivity',
    'ImagingActivityWhere',
    [
      ...moments,
      { year: { eq: 2003 } },
      { modality: ['MRI'] },
      { devices: { gte: 298 } },
      { exams: { lt: 10 } },
      ...texts('establishment', '100004999', '4999'),
    ],
  ],
  [
    'clinical',
    'laboratories',
    'LaboratoryWhere',
    [
      ...moments,
      ...texts('name', 'Laboratoire 19999', '19999'),
      { specialty: ['GENETICS'] },
      { biosafety: ['P3'] },
      ...texts('site', '100004999', '4999'),
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'clinical',
    'pharmacies',
    'PharmacyWhere',
    [
      ...moments,
      ...texts('name', 'Pharmacie 19999', '19999'),
      { activity: ['CYTOTOXICS'] },
      ...texts('site', '100004999', '4999'),
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'clinical',
    'studies',
    'StudyWhere',
    [
      ...moments,
      ...texts('title', 'Étude 19999', '19999'),
      ...texts('centre', '100004999', '4999'),
      { asOf: '2014-01-01' },
    ],
  ],
  [
    'clinical',
    'trainingPosts',
    'TrainingPostWhere',
    [
      ...moments,
      { specialty: { eq: 'P50' } },
      { semester: { eq: '1999-11' } },
      { semester: { startsWith: '1999' } },
      ...texts('site', '100004999', '4999'),
    ],
  ],
  ...['kitchens', 'laundries'].map((list): List => [
    'logistics',
    list,
    'ProductionUnitWhere',
    [
      ...moments,
      ...texts('name', 'Production 19999', '19999'),
      ...texts('site', '100004999', '4999'),
      ...texts('operatedBy', 'G4999', '4999'),
      { status: ['CLOSED'] },
    ],
  ]),
];
