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

/** Every list that is filtered, with conditions that few of the invented rows of `synthetic.ts` fulfil. */
export const filters: List[] = [
  [
    'establishments',
    'agreements',
    'AgreementWhere',
    [
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
    [...texts('title', 'Étude 19999', '19999'), ...texts('centre', '100004999', '4999'), { asOf: '2014-01-01' }],
  ],
  [
    'clinical',
    'trainingPosts',
    'TrainingPostWhere',
    [
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
      ...texts('name', 'Production 19999', '19999'),
      ...texts('site', '100004999', '4999'),
      ...texts('operatedBy', 'G4999', '4999'),
      { status: ['CLOSED'] },
    ],
  ]),
];
