import { sql } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Coding } from '../../kit/vocabulary/coding.ts';
import { fold } from '../../../platform/text.ts';
import type { TableListing } from '../tables.ts';
import type { Nomenclature } from './coded.entity.ts';

interface CodesWhere {
  search?: string | null;
}

@ArgsType()
export class CodesArgs extends ForwardPageArgs implements CodesWhere {
  @Field(() => String, {
    nullable: true,
    description: 'Words in the label or the code, regardless of accents and case; defaults to all codes.',
  })
  search?: string | null;
}

const maxWords = 10;

const codeCondition = ({ search }: CodesWhere): Condition =>
  allOf(
    fold(search ?? '')
      .split(' ')
      .filter(Boolean)
      .slice(0, maxWords)
      .map((word) => sql<boolean>`' ' || establishments.fold(c.code || ' ' || c.label) like ${`% ${word}%`}`),
  );

/** The codes of all nomenclatures, each with its label. */
export const codes: TableListing<Omit<Coding, 'translations'>, CodesWhere> = {
  name: 'codes',
  from: (db) => db.selectFrom(sql<Coding>`nomenclature_code`.as('c')),
  columns: { system: sql`c.system`, code: sql`c.code`, label: sql`c.label` },
  key: { name: 'CODE', expression: sql`c.code`, type: 'text' },
  condition: codeCondition,
};

/** The codes of a nomenclature. */
export const codesOf = ({ system }: Nomenclature): Parent => ({
  name: 'nomenclature',
  column: sql`c.system`,
  key: system,
});
