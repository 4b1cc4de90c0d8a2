import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { TableListing } from '../tables.ts';
import { ResearchParticipation } from './research-participation.entity.ts';
import type { ResearchStructure } from './research-structure.entity.ts';

export const researchParticipations: TableListing<ResearchParticipation> = {
  name: 'research participations',
  from: (db) => db.selectFrom('research_participation as p'),
  columns: columnsOf(ResearchParticipation, 'p'),
  key: { name: 'CODE', expression: sql`p.code`, type: 'text' },
};

/** The participations in a structure, including past ones. */
export const participantsOf = (structure: ResearchStructure): Parent => ({
  name: 'structure',
  column: sql`p.structure_code`,
  key: structure.code,
});
