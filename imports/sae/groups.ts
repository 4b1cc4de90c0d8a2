import type { Session } from '../pipeline/session.ts';
import { upsert } from '../pipeline/upsert.ts';

/** The source code of a year of SAE; later years sort after. */
const ofSae = `kept.source_code ~ '^sae-[0-9]{4}$'`;

/**
 * 2024 wrote "Cour Grand Est" for 2023's "CŒUR GRAND EST": a name that differs from another one by a lost ligature alone is that one, spoilt.
 */
const spoilt = (name: string, whole: string) =>
  `(${whole} ~ '[œŒ]' and fold(${name}) = fold(translate(${whole}, 'œŒ', 'oO')))`;

// The file has no column for the kind: the psychiatric groups are told by their names.
const groups = `
  select code, coalesce(kept.kind, case when stated.name ~* '\\mpsy(chiatrie)?\\M' then 'GHT_PSYCHIATRY' else 'GHT' end) as kind,
    case
      when kept.code is null or ${ofSae} and (takes and not ${spoilt('stated.name', 'kept.name')} or ${spoilt('kept.name', 'stated.name')}) then stated.name
      else kept.name
    end as name,
    case when takes then $1 else kept.source_code end as source_code
  from (select owner as code, name from staged_record where listed) as stated left join "grouping" as kept using (code)
  cross join lateral (select (kept.code is null or ${ofSae} and kept.source_code <= $1) as takes) as chosen`;

/** Takes the staged groups over: other sources know their names better, and so does a later year. */
export async function loadGroups(session: Session, source: string): Promise<void> {
  const columns = ['code', 'kind', 'name', 'source_code'];
  const table = { table: '"grouping"', key: ['code'], columns, uncounted: ['source_code'], rows: groups };
  session.count('groupings', await upsert(session.client, table, [source]));
}
