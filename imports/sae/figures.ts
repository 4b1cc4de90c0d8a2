import type { InputFile } from '../pipeline/input-file.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { refuseGaps } from './complete-tables.ts';
import { figureRowsOf, type Layout } from './layouts/layout.ts';
import type { Measure } from './measures.ts';
import { ownNumberSystem } from './own-numbers.ts';
import { stagedFigures } from './staged.ts';
import { sourceOf, type Table } from './table.ts';

/** Lines of one owner, of which the last is used. */
export const lines = {
  table: 'staged_record',
  key: ['owner', 'part'],
  what: `'line of ' || owner || case part when '' then '' else ' with ' || part end`,
  hasUnlisted: true,
};

// The register's numbers of legal entities for which SAE has a number of its own.
const ownNumbers = `
    left join (select value, min(establishment_finess) as finess from identifier where system = '${ownNumberSystem}' group by value) as known
      on known.value = record.legal_entity_finess`;

/** Writes the staged figures of a measure, and deletes those of an earlier import of the same year that the table no longer lists. */
export async function loadFigures(
  session: Session,
  input: InputFile,
  table: Table,
  layout: Layout,
  measure: Measure,
): Promise<void> {
  const { client } = session;
  const { owner, kind } = measure;
  const figures = Object.keys(measure.figures);
  const key = kind ? [owner, 'year', kind] : [owner, 'year'];
  const legalEntity = measure.hasLegalEntity ? ['legal_entity_finess'] : [];
  const rows = `
    select record.owner as ${owner}, $1::int as year, ${kind ? `staged.kind as ${kind}, ` : ''}${[...figures, ...legalEntity.map(() => `coalesce(known.finess, record.legal_entity_finess) as legal_entity_finess`)].join(', ')}, $2::text as source_code
    from ${stagedFigures(measure)} as staged join staged_record as record using (line) ${measure.hasLegalEntity ? ownNumbers : ''}`;
  await client.query(`analyze staged_record, ${stagedFigures(measure)}`);
  session.count(
    measure.target,
    await upsert(
      client,
      {
        table: measure.table,
        key,
        columns: [...key, ...figures, ...legalEntity, 'source_code'],
        uncounted: ['source_code'],
        rows,
      },
      [table.year, sourceOf(table)],
    ),
  );
  if (!session.options.partial)
    session.count(measure.target, { gone: await dropUnlisted(session, input, table, layout, measure) });
}

/** The table of a year is complete: rows that it no longer lists are deleted, but only those with the disciplines of this table. */
async function dropUnlisted(
  { client }: Session,
  input: InputFile,
  table: Table,
  layout: Layout,
  measure: Measure,
): Promise<number> {
  const { owner, kind } = measure;
  const kinds = figureRowsOf(layout).map((row) => row.kind);
  // A table with an open list of codes is the only one of its measure.
  const own = `year = $1 and source_code = $2 and ($3::text[] is null or ${kind ?? `''`} = any($3))`;
  const parameters = [table.year, sourceOf(table), kinds.includes(null) ? null : kinds];
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from ${measure.table} where ${own}`,
    parameters,
  );
  const { rowCount } = await client.query(
    `delete from ${measure.table} as kept where ${own} and not exists (
       select from staged_record as record left join ${stagedFigures(measure)} as staged using (line)
       where record.owner = kept.${owner} and (not record.listed or staged.kind = ${kind ? `kept.${kind}` : `''`}))`,
    parameters,
  );
  const gone = rowCount ?? 0;
  refuseGaps(input, gone, rows[0]!.count, `rows of ${measure.target} of ${table.year}`);
  return gone;
}
