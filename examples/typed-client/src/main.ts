import {
  EstablishmentsOfTerritoryDocument,
  WorkforceNeedsDocument,
  type EstablishmentsOfTerritoryQueryVariables,
} from './generated/graphql.ts';
import { HubClient, RequestError } from './hub-client.ts';
import { hubUrl, token } from './settings.ts';

const hub = new HubClient(hubUrl, token);
const print = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Every establishment in a commune, department or region, fetched page by page while the caller reads them. */
async function* establishmentsOf(territory: string) {
  let after: string | null = null;
  do {
    const variables: EstablishmentsOfTerritoryQueryVariables = { territory, first: 20, after };
    const { data, errors } = await hub.execute(EstablishmentsOfTerritoryDocument, variables);
    if (!data.establishments) throw new RequestError(errors);
    yield* data.establishments.nodes;
    const { hasNextPage, endCursor } = data.establishments.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
}

async function printWorkforceNeeds(finess: string): Promise<void> {
  const { data, errors } = await hub.execute(WorkforceNeedsDocument, { finess });
  print(`\nWorkforce needs of ${data.establishment?.name ?? finess}`);
  for (const { specialty, requiredFte, filledFte } of data.establishment?.workforceNeeds ?? [])
    print(`${specialty.label}: ${filledFte} of ${requiredFte} FTE`);
  // Null with an error was withheld or has failed; null without one is not known to the hub.
  for (const { message, path, extensions } of errors) print(`${path?.join('.')} ${extensions.code}: ${message}`);
}

try {
  print('Establishments in Moselle');
  for await (const { finess, name, category } of establishmentsOf('57')) print(`${finess} ${name} (${category.label})`);
  await printWorkforceNeeds('570005165');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
