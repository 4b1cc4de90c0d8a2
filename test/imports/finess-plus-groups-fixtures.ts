import { beforeEach } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { file, group, member } from './finess-plus-fixtures.ts';
import type { ImportTest } from './fixtures.ts';

/** A group as in a file that lacks its code. */
export const without = (gccId: string, nomGcc: string, rest = {}) => ({
  gccIdentifiantExterne: null,
  gccId,
  nomGcc,
  ...rest,
});

/** Loads and asks for groups of FINESS+, each test without those of the one before. */
export function groupsOf(test: ImportTest) {
  beforeEach(async () => {
    await test.database.query(`delete from membership where source_code = 'finess-plus'`);
    await test.database.query('delete from grouping_identifier');
    await test.database.query('delete from yearly_grouping');
    await test.database.query(`delete from "grouping" where code ~ '^(8499|08499|GCC-)' or code = '27103'`);
    await test.database.query('delete from register_extract');
  });
  return {
    /** Loads a group with members of the fixtures. */
    load(day: string, members: string[], rest: object, options = {}) {
      const made = group(
        members.map((one) => member(one, 'M')),
        rest,
      );
      return test.load(file(day, { gcc: [made] }), options, finessPlus);
    },
    groups: (name: string) =>
      test.database.query(
        `select g.code, g.name, count(m.*)::int as members from "grouping" g
         left join membership m on m.grouping_code = g.code and upper_inf(m.period) where g.name ~* $1 group by 1, 2 order by 1`,
        [name],
      ),
  };
}
