import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { warnOfDamage } from '../register/doubts.ts';
import { adoptCodes, groupName } from '../register/grouping-codes.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { sourceOf, type Table } from './table.ts';

/** The source code of a year of SAE; later years sort after. */
const ofSae = `kept.source_code ~ '^sae-[0-9]{4}$'`;

/**
 * The file of 2024 has "Cour Grand Est" for the "CŒUR GRAND EST" of 2023: a name that differs only by a lost ligature is a damaged copy.
 */
const damaged = (name: string, whole: string) =>
  `(${whole} ~ '[œŒ]' and fold(${name}) = fold(translate(${whole}, 'œŒ', 'oO')))`;

// The file has no column for the kind: psychiatric groups are recognised by their names.
const kindOf = (name: string) => `case when ${name} ~* '\\mpsy(chiatrie)?\\M' then 'GHT_PSYCHIATRY' else 'GHT' end`;

/** Groups that FINESS+ listed without their code. */
const withoutCode = `
  select kept.code as provisional, owner as code from staged_record
  join "grouping" as kept on ${groupName('kept.name_folded')} = ${groupName('fold(staged_record.name)')} and kept.kind = ${kindOf('staged_record.name')}
  where listed and not exists (select from "grouping" as known where known.code = owner)`;

const groups = `
  select code, coalesce(kept.kind, ${kindOf('stated.name')}) as kind,
    case
      when kept.code is null or ${ofSae} and (takes and not ${damaged('stated.name', 'kept.name')} or ${damaged('kept.name', 'stated.name')}) then stated.name
      else kept.name
    end as name,
    case when takes then $1 else kept.source_code end as source_code
  from (select owner as code, name from staged_record where listed) as stated left join "grouping" as kept using (code)
  cross join lateral (select (kept.code is null or ${ofSae} and kept.source_code <= $1) as takes) as chosen`;

const listed = `
  select $1::int as year, owner as grouping_code, min(name) as name from staged_record
  where exists (select from "grouping" where code = owner) group by owner`;

/** Writes the staged groups, and that their year lists them: names of other sources and of later years take precedence. */
export async function loadGroups(session: Session, input: InputFile, table: Table): Promise<void> {
  const { client, options } = session;
  await warnOfDamage(session, input, { table: 'staged_record', columns: ['name'], where: 'listed', raw: 'staged.raw' });
  await adoptCodes(client, withoutCode);
  const columns = ['code', 'kind', 'name', 'source_code'];
  const groupings = { table: '"grouping"', key: ['code'], columns, uncounted: ['source_code'], rows: groups };
  session.count('groupings', await upsert(client, groupings, [sourceOf(table)]));
  const yearly = ['grouping_code', 'year', 'name'];
  await upsert(client, { table: 'yearly_grouping', key: ['grouping_code', 'year'], columns: yearly, rows: listed }, [
    table.year,
  ]);
  if (!options.partial)
    await client.query(
      `delete from yearly_grouping where year = $1 and grouping_code not in (select owner from staged_record)`,
      [table.year],
    );
}
