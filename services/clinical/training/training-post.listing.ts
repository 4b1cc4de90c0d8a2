import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { requireKnownCodes } from '../../kit/reading/known-codes.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { TrainingPost } from './training-post.entity.ts';
import { trainingPostCondition, type TrainingPostWhere } from './training-post.filter.ts';

/** A row of a list of training posts, with the label of the specialty and the numbers of the rotating establishments. */
export interface TrainingPostRow extends TrainingPost {
  specialtyLabel: string;
  rotatesWith: string[];
}

export const trainingPosts: TableListing<TrainingPostRow, TrainingPostWhere> = {
  name: 'training posts',
  from: (db) => db.selectFrom('training_post as t').innerJoin('specialty as s', 's.code', 't.specialty_code'),
  columns: {
    ...columnsOf(TrainingPost, 't'),
    specialtyLabel: sql`s.label`,
    rotatesWith: sql`array(select r.establishment_finess from training_post_rotation r where r.training_post_code = t.code order by 1)`,
  },
  key: { name: 'CODE', expression: sql`t.code`, type: 'text' },
  condition: trainingPostCondition,
  explainNone: requireKnownCodes({
    specialty: {
      is: 'the code of a medical specialty (see `codeSystem`)',
      has: sql<boolean>`exists (select from specialty s where s.code = asked.code)`,
    },
  }),
  measures: { fillRate: sql`sum(t.filled)::float8 / nullif(sum(t.posts), 0)` },
};

/** The posts that are located at an establishment or that it offers. */
export const trainingPostsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('training_post_establishment as o', 'o.training_post_code', 't.code'),
});

/** The posts that are based on a cooperation action. */
export const trainingPostsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`t.action_reference`,
  key: action.reference,
});
