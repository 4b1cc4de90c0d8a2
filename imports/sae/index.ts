import { dirname } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import { ownValue } from '../../platform/own-value.ts';
import { deriveFacts } from '../register/derived.ts';
import { defineSource } from '../pipeline/source.ts';
import { stampSource } from '../pipeline/provenance.ts';
import { closeUnlisted } from './closings.ts';
import { filesOf } from './folder.ts';
import { inferLegalStatuses } from './legal-entities.ts';
import { layouts } from './layouts/index.ts';
import { identityLayouts } from './identity.ts';
import { jobOf, leftOut, partnersTable, type SaeJob } from './jobs.ts';
import { measures } from './measures.ts';
import { recogniseTable, sourceOf, titleOf, type Table } from './table.ts';
import { Unusable } from './unusable.ts';
import { completeOwners } from './yearly-owners.ts';

/** The annual statistics of hospitals (SAE): establishments, their capacity, and their activity in a year. */
export const sae = defineSource({
  name: 'sae',
  summary: `the annual statistics of hospitals (SAE): the tables ${[...Object.keys(identityLayouts), ...Object.keys(layouts), partnersTable].join(', ')} of a year`,
  tables: [
    'establishment',
    'identifier',
    '"grouping"',
    'membership',
    'yearly_owner',
    'yearly_grouping',
    ...measures.map((measure) => measure.table),
  ],
  settings: ['strict', 'partial'],

  expand: filesOf,
  takesEmpty: true,

  async recognise(input) {
    try {
      return jobOf(input, await recogniseTable(input));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      if (ownValue(identityLayouts, titleOf(input)?.name ?? '')) throw error.refusal;
      return { ...leftOut(input, error.message), unusable: error };
    }
  },

  combine(jobs) {
    const loaded = jobs.filter((job): job is LoadedJob => job.table !== undefined);
    const unusable = jobs.find((job) => job.unusable)?.unusable;
    if (unusable && loaded.length === 0) throw unusable.refusal;
    const seen = new Map<string, SaeJob>();
    for (const job of loaded) {
      const name = `the table ${job.table.name} of ${job.table.year}`;
      const first = seen.get(name);
      if (first)
        throw new OperatorError(`${first.input.path} and ${job.input.path} are both ${name}. Nothing was changed.`);
      seen.set(name, job);
    }
    for (const job of loaded.filter(({ table }) => !table.columns.has('AN'))) checkYear(job, loaded);
  },

  async finish(session, results) {
    const tables = results.filter((table) => table !== undefined);
    await completeOwners(session, tables);
    await inferLegalStatuses(session);
    await closeUnlisted(session);
    await deriveFacts(session.client);
    if (!session.hasWritten) return;
    for (const source of new Set(tables.map(sourceOf))) await stampSource(session.client, source);
  },
});

type LoadedJob = SaeJob & { table: Table };

/** A table whose year is only in the name of its file must be of the same year as the other tables of its folder. */
function checkYear({ input, table }: LoadedJob, jobs: readonly LoadedJob[]): void {
  const folder = dirname(input.path);
  const years = new Set(
    jobs
      .filter((other) => other.table.columns.has('AN') && dirname(other.input.path) === folder)
      .map((other) => other.table.year),
  );
  if (years.size > 0 && !years.has(table.year))
    throw new OperatorError(
      `${input.path} is of ${table.year} by its name, but the other tables of its folder are of ${[...years].join(', ')}. Nothing was changed.`,
    );
}
