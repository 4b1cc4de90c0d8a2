import { clinical as service } from '../../services/clinical/index.ts';
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
} from './columns.ts';
import type { Dataset } from './dataset.ts';

export const researchStructures: Dataset = {
  name: 'research-structures',
  service,
  type: 'ResearchStructure',
  table: 'clinical.research_structure',
  key: ['code'],
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
  service,
  type: 'ResearchParticipation',
  table: 'clinical.research_participation',
  key: ['code'],
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
  service,
  type: 'Study',
  table: 'clinical.study',
  key: ['code'],
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
  service,
  type: 'StudyCentre',
  table: 'clinical.study_centre',
  key: ['code'],
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
