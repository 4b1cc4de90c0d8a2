import { sql } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import type { Coding } from '../../kit/vocabulary/coding.ts';
import { fold } from '../../../platform/text.ts';
import type { TableListing } from '../tables.ts';
import type { Nomenclature } from './coded.entity.ts';
import { nomenclatures } from './nomenclatures.ts';

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
      .map((word) => sql<boolean>`' ' || c.folded like ${`% ${word}%`}`),
  );

/** The codes of each nomenclature, with their labels. As one list by nomenclature, all codes would be read for each of them. */
const listings = new Map(
  nomenclatures.map(({ system }): [string, TableListing<Omit<Coding, 'translations'>, CodesWhere>] => [
    system,
    {
      name: `codes of ${system}`,
      from: (db) =>
        db.selectFrom(sql<Coding>`(select * from nomenclature_code where system = ${sql.lit(system)})`.as('c')),
      columns: { system: sql`c.system`, code: sql`c.code`, label: sql`c.label` },
      key: { name: 'CODE', expression: sql`c.code`, type: 'text' },
      condition: codeCondition,
    },
  ]),
);

/** The codes of a nomenclature. */
export const codesOf = ({ system }: Nomenclature): TableListing<Omit<Coding, 'translations'>, CodesWhere> =>
  listings.get(system)!;
