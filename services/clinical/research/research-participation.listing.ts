import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { TableListing } from '../tables.ts';
import type { ResearchParticipation } from './research-participation.entity.ts';
import type { ResearchStructure } from './research-structure.entity.ts';

export const researchParticipations: TableListing<ResearchParticipation> = {
  name: 'research participations',
  from: (db) => db.selectFrom('research_participation as p'),
  columns: {
    code: sql`p.code`,
    structureCode: sql`p.structure_code`,
    establishmentFiness: sql`p.establishment_finess`,
    role: sql`p.role`,
    period: periodOf(sql`p.period`),
    sourceCode: sql`p.source_code`,
  },
  key: { name: 'CODE', expression: sql`p.code`, type: 'text' },
};

/** The participations in a structure, past ones included. */
export const participantsOf = (structure: ResearchStructure): Parent => ({
  name: 'structure',
  column: sql`p.structure_code`,
  key: structure.code,
});
