import { establishments } from '../../services/establishments/index.ts';
import { column, optional, ownCode, text } from './columns.ts';
import type { Dataset } from './dataset.ts';
import { date, webAddress } from './cell-types.ts';

export const sources: Dataset = {
  name: 'sources',
  service: establishments,
  type: 'Source',
  table: 'establishments.source',
  key: ['code'],
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
