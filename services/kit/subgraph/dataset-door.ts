import { CallerQueues } from '../../../platform/caller-queues.ts';
import { anonymous } from '../../../platform/contract/caller.ts';
import type { DatasetDoor, PutAnswer } from '../../../platform/contract/subgraph.ts';
import { clientError } from '../../../platform/errors.ts';
import type { DatasetWriter } from '../datasets/dataset-writer.ts';
import type { DescribedDataset } from '../datasets/describe.ts';
import { rowsInForm } from '../datasets/own-rows.ts';
import type { PutResult } from '../datasets/put-result.ts';
import { csvTemplate, workbookTemplate } from '../datasets/template.ts';
import { cursorAt } from '../reading/commit-order.ts';
import { uploadedRows } from '../datasets/uploaded-rows.ts';

/** The most changed cells, and the most refused cells, that the answer to a file lists. */
const maxListed = { fields: 10_000, refused: 1_000 };

/**
 * The datasets of a service as files: the rows of a file take the path of those of a mutation.
 * @param writer writes rows of partners; without it every write is refused
 */
export function datasetDoor(
  service: string,
  datasets: readonly DescribedDataset[],
  writer: DatasetWriter | undefined,
): DatasetDoor {
  // What a file takes of the memory is taken once, however many are sent.
  const turns = new CallerQueues(1, 'files');
  return {
    list: datasets.map(({ name, meaning }) => ({ name, meaning })),
    async template(name, form) {
      const dataset = named(datasets, name);
      return form === 'xlsx' ? workbookTemplate(dataset) : Buffer.from(csvTemplate(dataset));
    },
    async rows(name, form, { caller = anonymous }) {
      const dataset = named(datasets, name);
      return rowsInForm(dataset, await required(writer).ownRows(dataset, caller), form);
    },
    put: (name, upload, { caller = anonymous, signal, account }) =>
      turns.run(service, signal, async () => {
        const dataset = named(datasets, name);
        const { rows, notices } = await uploadedRows(dataset, upload);
        const result = await required(writer).put(dataset, rows, { caller, dryRun: upload.dryRun, signal, account });
        return shortened(result, rows.length === 0 ? [...notices, 'the file has no rows'] : notices);
      }),
  };
}

/** What a write did, with the cursor of its place in the change log. */
export const withCursor = ({ place, ...result }: PutResult) => ({
  ...result,
  cursor: place === null ? null : cursorAt({ position: place, sequence: 0 }),
});

/** What writes rows. @throws GraphQLError where the hub takes no writes */
export function required(writer: DatasetWriter | undefined): DatasetWriter {
  if (writer) return writer;
  throw clientError('FORBIDDEN', 'This hub takes no writes: it has no database role for them (PARTNERS_DATABASE_URL).');
}

function named(datasets: readonly DescribedDataset[], name: string): DescribedDataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found) return found;
  throw clientError('NOT_FOUND', `There is no dataset ${name}.`);
}

/** A result with its first cells: a file may have a million. */
function shortened(result: PutResult, notices: readonly string[]): PutAnswer & Omit<PutResult, 'place'> {
  const left = (['fields', 'refused'] as const)
    .filter((list) => result[list].length > maxListed[list])
    .map((list) => `\`${list}\` lists the first ${maxListed[list]} of ${result[list].length}`);
  return {
    ...withCursor(result),
    fields: result.fields.slice(0, maxListed.fields),
    refused: result.refused.slice(0, maxListed.refused),
    notices: [...notices, ...left],
  };
}
