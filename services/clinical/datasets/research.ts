import {
  action,
  count,
  enumeration,
  establishment,
  optional,
  ownCode,
  period,
  reference,
  source,
  text,
  to,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';

export const researchStructures: Dataset = {
  name: 'research-structures',
  row: 'ResearchStructure',
  type: 'ResearchStructure',
  table: 'clinical.research_structure',
  key: ['code'],
  subjects: [],
  columns: [ownCode(), text('name'), enumeration('kind'), action, source],
  example: {
    code: 'example-comite-recherche',
    name: 'Comité de recherche clinique',
    kind: 'RESEARCH_COMMITTEE',
    source: 'example-chr-2026',
  },
};

export const researchParticipations: Dataset = {
  name: 'research-participations',
  row: 'ResearchParticipation',
  type: 'ResearchParticipation',
  table: 'clinical.research_participation',
  key: ['code'],
  subjects: ['establishment', 'structure'],
  columns: [
    ownCode(),
    { ...reference('structure', to.structure), meaning: 'The structure that the establishment takes part in.' },
    establishment('establishment'),
    enumeration('role'),
    ...period,
    { ...source, meaning: 'Where the fact comes from.' },
  ],
  uniqueTogether: ['structure', 'establishment', 'role'],
  example: {
    code: 'example-comite-recherche-hia',
    structure: 'example-comite-recherche',
    establishment: '570000596',
    role: 'MEMBER',
    start: '2026-03-01',
    source: 'example-chr-2026',
  },
};

export const studies: Dataset = {
  name: 'studies',
  row: 'Study',
  type: 'Study',
  table: 'clinical.study',
  key: ['code'],
  subjects: [],
  columns: [ownCode(), text('title'), optional(text('registryNumber')), ...period, source],
  example: {
    code: 'example-etude',
    title: 'Étude commune de cardiologie',
    registryNumber: 'NCT00000000',
    start: '2026-03-01',
    end: '2028-03-01',
    source: 'example-chr-2026',
  },
};

export const studyCentres: Dataset = {
  name: 'study-centres',
  row: 'StudyCentre',
  type: 'StudyCentre',
  table: 'clinical.study_centre',
  key: ['code'],
  subjects: ['establishment', 'study'],
  columns: [
    ownCode(),
    { ...reference('study', to.study), meaning: 'The study that the establishment takes part in.' },
    establishment('establishment'),
    enumeration('role'),
    count('included'),
    { ...source, meaning: 'Where the fact comes from.' },
  ],
  uniqueTogether: ['study', 'establishment', 'role'],
  example: {
    code: 'example-etude-chr',
    study: 'example-etude',
    establishment: '570005165',
    role: 'SPONSOR',
    included: '40',
    source: 'example-chr-2026',
  },
};
