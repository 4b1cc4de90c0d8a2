import type pg from 'pg';
import { Corrected } from '../pipeline/bad-record.ts';

/** What the code of a grouping begins with while no source has stated the ministry's; its number in FINESS+ follows. */
export const PROVISIONAL = 'GCC-';

/**
 * The SQL expression by which names of groups are compared, of one that is folded: some years of the statistics have lost the ligature
 * of "cœur", which other sources write as "coeur".
 */
export const groupName = (folded: string): string => `replace(${folded}, 'oe', 'o')`;

/** The ministry's code of a territorial group, with the leading zero that some sources lose. */
export const withLeadingZero = (code: string): string => code.replace(/^\d{4}$/, '0$&');

/** The ministry's code of a territorial group, as a source states it. @throws Corrected when it lost its leading zero */
export function ministryCode(value: string, label: string): string {
  const code = withLeadingZero(value);
  if (code !== value) throw new Corrected(`${label} ${value} lost its leading zero`, code);
  return code;
}

/** Columns that refer to a grouping by its code, with the condition under which the hub has the same row under the new code. */
const references = [
  {
    table: 'membership',
    column: 'grouping_code',
    taken: `exists (select from membership as other where other.grouping_code = renamed.code
      and other.establishment_finess = kept.establishment_finess and other.role = kept.role and other.period && kept.period)`,
  },
  {
    table: 'grouping_identifier',
    column: 'grouping_code',
    taken: `exists (select from grouping_identifier as other where other.grouping_code = renamed.code
      and other.system = kept.system and other.value = kept.value)`,
  },
  {
    table: 'grouping_population',
    column: 'grouping_code',
    taken: `exists (select from grouping_population as other where other.grouping_code = renamed.code and other.year = kept.year)`,
  },
  { table: 'logistics.production_unit', column: 'operated_by_code', taken: 'false' },
];

const known = `select from "grouping" as known where known.code = renamed.code`;

/**
 * Gives groupings with a provisional code the one that a source states, with everything that refers to them. If the hub has that
 * code already, both become one.
 * @param renamed a query of `provisional` and `code`
 */
export async function adoptCodes(client: pg.ClientBase, renamed: string, parameters: unknown[] = []): Promise<void> {
  const { rowCount } = await client.query(
    `create temp table renamed_grouping on commit drop as
     select distinct on (provisional) provisional, code from (${renamed}) as stated
     where provisional like '${PROVISIONAL}%' and provisional <> code order by provisional, code`,
    parameters,
  );
  if (rowCount) {
    for (const { table, column, taken } of references) {
      const own = `from renamed_grouping as renamed where kept.${column} = renamed.provisional`;
      await client.query(
        `delete from ${table} as kept using renamed_grouping as renamed where kept.${column} = renamed.provisional and ${taken}`,
      );
      await client.query(`update ${table} as kept set ${column} = renamed.code ${own}`);
    }
    await client.query(
      `delete from "grouping" as kept using renamed_grouping as renamed where kept.code = renamed.provisional and exists (${known})`,
    );
    await client.query(
      'update "grouping" as kept set code = renamed.code from renamed_grouping as renamed where kept.code = renamed.provisional',
    );
  }
  await client.query('drop table renamed_grouping');
}
