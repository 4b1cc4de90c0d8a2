import { deriveCensusLegalEntities } from '../../kit/datasets/census-legal-entities.ts';
import {
  action,
  column,
  count,
  establishment,
  establishments,
  optional,
  ownCode,
  period,
  reference,
  source,
  specialty,
  year,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { decimal, semester, wholeNumber } from '../../kit/datasets/cell-types.ts';

export const trainingPosts: Dataset = {
  name: 'training-posts',
  row: 'TrainingPost',
  type: 'TrainingPost',
  table: 'clinical.training_post',
  key: ['code'],
  subjects: ['site', 'offeredBy'],
  columns: [
    ownCode(),
    reference('specialty', specialty),
    column('semester', semester),
    column('posts', wholeNumber(0)),
    column('filled', wholeNumber(0)),
    establishment('site'),
    optional(establishment('offeredBy')),
    establishments('rotatesWith', { table: 'clinical.training_post_rotation', own: 'training_post_code' }),
    action,
    source,
  ],
  check: ({ posts, filled }) =>
    typeof posts === 'number' && typeof filled === 'number' && filled > posts
      ? { column: 'filled', message: `expected at most ${posts}, the number of posts` }
      : undefined,
  example: {
    code: 'example-internes-urgences-2026-05',
    specialty: 'SM59',
    semester: '2026-05',
    posts: '8',
    filled: '6',
    site: '570026682',
    offeredBy: '570005165',
    rotatesWith: '570000596',
    source: 'example-chr-2026',
  },
};

export const workforceNeeds: Dataset = {
  name: 'workforce-needs',
  row: 'WorkforceNeed',
  type: 'WorkforceNeed',
  table: 'clinical.workforce_need',
  key: ['code'],
  subjects: ['establishment'],
  columns: [
    ownCode(),
    establishment('establishment'),
    reference('specialty', specialty),
    column('requiredFte', decimal),
    column('filledFte', decimal),
    ...period,
    source,
  ],
  uniqueTogether: ['establishment', 'specialty'],
  example: {
    code: 'example-besoin-radiologie',
    establishment: '570026682',
    specialty: 'SM74',
    requiredFte: '12',
    filledFte: '9.5',
    start: '2026-03-01',
    source: 'example-chr-2026',
  },
};

export const internCensuses: Dataset = {
  name: 'intern-censuses',
  row: 'InternCensus',
  type: 'InternCensus',
  table: 'clinical.intern_census',
  key: ['establishment', 'year'],
  subjects: ['establishment'],
  columns: [
    establishment('establishment'),
    year,
    count('medicine'),
    count('generalPractice'),
    count('emergency'),
    count('pharmacy'),
    count('odontology'),
    count('total'),
    source,
  ],
  derives: deriveCensusLegalEntities,
  example: {
    establishment: '570026682',
    year: '2019',
    medicine: '120',
    emergency: '12',
    total: '132',
    source: 'example-chr-2026',
  },
};
