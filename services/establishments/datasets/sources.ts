import { column, optional, ownCode, text } from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { date, webAddress } from '../../kit/datasets/cell-types.ts';

export const sources: Dataset = {
  name: 'sources',
  row: 'Source',
  type: 'Source',
  table: 'establishments.source',
  key: ['code'],
  subjects: [],
  columns: [
    ownCode(),
    text('title'),
    optional(text('publisher')),
    optional(column('url', webAddress)),
    optional(text('licence')),
    optional(column('extractedOn', date)),
  ],
  example: {
    code: 'example-chr-2026',
    title: 'Tableau des coopérations du CHR',
    publisher: 'CHR Metz-Thionville',
    url: 'https://chr-metz-thionville.fr',
    licence: 'Licence Ouverte 2.0',
    extractedOn: '2026-01-15',
  },
};
