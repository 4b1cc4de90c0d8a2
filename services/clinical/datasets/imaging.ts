import {
  action,
  column,
  count,
  enumeration,
  establishment,
  ownCode,
  period,
  sharePart,
  source,
  year,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { yesNo } from '../../kit/datasets/cell-types.ts';

export const teleradiologyFlows: Dataset = {
  name: 'teleradiology-flows',
  row: 'TeleradiologyFlow',
  type: 'TeleradiologyFlow',
  table: 'clinical.teleradiology_flow',
  key: ['code'],
  subjects: ['requester', 'interpreter'],
  columns: [
    ownCode(),
    establishment('requester'),
    establishment('interpreter'),
    enumeration('modality'),
    column('onCallOnly', yesNo),
    count('examsPerYear'),
    sharePart,
    ...period,
    action,
    source,
  ],
  uniqueTogether: ['requester', 'interpreter', 'modality', 'onCallOnly'],
  check: ({ requester, interpreter }) =>
    requester && requester === interpreter
      ? { column: 'interpreter', message: 'expected another establishment than the requester' }
      : undefined,
  example: {
    code: 'example-scanner-lecture',
    requester: '570000596',
    interpreter: '570005165',
    modality: 'SCANNER',
    onCallOnly: 'no',
    examsPerYear: '1200',
    share: '0.2',
    start: '2026-03-01',
    action: 'example-convention-2026-lecture',
    source: 'example-chr-2026',
  },
};

export const imagingActivities: Dataset = {
  name: 'imaging-activities',
  row: 'ImagingActivity',
  type: 'ImagingActivity',
  table: 'clinical.imaging_activity',
  key: ['establishment', 'year', 'modality'],
  subjects: ['establishment'],
  columns: [
    establishment('establishment'),
    year,
    enumeration('modality'),
    count('devices'),
    count('operatedDevices'),
    count('inpatientExams'),
    count('outpatientExams'),
    count('exams'),
    source,
  ],
  example: {
    establishment: '570026682',
    year: '2019',
    modality: 'MRI',
    devices: '2',
    operatedDevices: '2',
    exams: '9100',
    source: 'example-chr-2026',
  },
};
