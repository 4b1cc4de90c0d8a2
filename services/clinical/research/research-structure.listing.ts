import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { allOf } from '../../kit/reading/condition.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { ResearchStructure, type ResearchStructureKind } from './research-structure.entity.ts';

/** The conditions on research structures: their kinds, which default to all. */
interface ResearchStructureWhere {
  kind?: ResearchStructureKind[] | null;
}

export const researchStructures: TableListing<ResearchStructure, ResearchStructureWhere> = {
  name: 'research structures',
  from: (db) => db.selectFrom('research_structure as r'),
  columns: columnsOf(ResearchStructure, 'r'),
  key: { name: 'CODE', expression: sql`r.code`, type: 'text' },
  condition: ({ kind }) => allOf(kind ? [sql<boolean>`r.kind = any(${kind}::text[])`] : []),
};

// Distinct, so that each structure is listed once: an establishment may participate in several roles.
const currentParticipants = sql`(
  select distinct p.structure_code, p.establishment_finess from research_participation p
  where ${holdsOn(sql`p.period`, null)})`;

/** The structures in which an establishment participates today. */
export const researchStructuresOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin(currentParticipants.as('o'), 'o.structure_code', 'r.code'),
});

/** The structures that are based on a cooperation action. */
export const researchStructuresOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`r.action_reference`,
  key: action.reference,
});
