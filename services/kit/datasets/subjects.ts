import { institution } from '../database/ownership.ts';
import { columnOf, stagedRows, type Column, type Dataset } from './dataset.ts';
import { listed } from './rules.ts';

const establishment = 'establishments.establishment';

/** Whether an establishment is the institution that writes, or a site of it. */
const isOwn = (finess: string): string => `exists (
  select from ${establishment} as e where e.finess = ${finess} and ${institution} in (e.finess, e.legal_entity_finess))`;

const isParty = (agreement: string): string => `exists (
  select from establishments.agreement_party as party
  where party.agreement_reference = ${agreement} and ${isOwn('party.establishment_finess')})`;

/** Whether the writer may write about what a value names, by the table that it refers to. */
const isConcerned: Readonly<Record<string, (value: string) => string>> = {
  [establishment]: isOwn,
  'establishments.agreement': isParty,
  'establishments.cooperation_action': (value) => `exists (
    select from establishments.cooperation_action as action
    where action.reference = ${value} and ${isParty('action.agreement_reference')})`,
  'establishments."grouping"': (value) => `exists (
    select from establishments."grouping" as g where g.code = ${value} and (
      ${isOwn('g.legal_entity_finess')} or exists (
        select from establishments.membership as m
        where m.grouping_code = g.code and m.period @> current_date and ${isOwn('m.establishment_finess')})))`,
};

/** The query for the staged rows about which the institution may not write. */
export function aboutOthers(dataset: Dataset): string | undefined {
  const subjects = dataset.subjects.map((name) => columnOf(dataset, name));
  if (subjects.length === 0) return undefined;
  return `
    select s.number, '${subjects[0]!.name}' as "column", null as value, 'FORBIDDEN' as code,
      'expected ${listed(subjects.map(({ name }) => name)).replace(/ and ([^,]+)$/, ' or $1')} to name ' || ${institution} || ', a site of it, or what it takes part in; others'' facts can be proposed (reportAnomaly)' as message
    from ${stagedRows} as s where not (${subjects
      .map(named)
      .map((condition) => `coalesce(${condition}, false)`)
      .join(' or ')})`;
}

function named({ target, isList, refersTo }: Column): string {
  const { table, key } = refersTo!;
  const condition =
    isConcerned[table] ??
    ((value: string) =>
      `exists (select from ${table} as t where t.${key} = ${value} and t.owner_finess = ${institution})`);
  return isList
    ? `exists (select from unnest(s.${target}) as one (value) where ${condition('one.value')})`
    : condition(`s.${target}`);
}
