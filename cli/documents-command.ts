import { Command } from 'commander';
import { readEnv } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { finessPattern } from '../platform/contract/finess.ts';

interface OfInstitution {
  institution: string;
}

const institutionOption = [
  '--institution <finess>',
  'the FINESS number of the institution whose documents they are',
] as const;

/** `maillage documents`: the operations that partner institutions have registered, which clients then name by their id. */
export const documentsCommand = new Command('documents').description(
  'register the operations of partner institutions, so that their clients name them instead of sending them',
);

documentsCommand
  .command('register')
  .description('check documents against the schema and the limits, and register all of them or none')
  .argument('<file...>', 'GraphQL files (.graphql, .gql), a document each, or manifests (.json) of a code generator')
  .requiredOption(...institutionOption)
  .action(async (files: string[], { institution }: OfInstitution) => {
    const { registerDocuments } = await loadRegistry();
    const registered = await registerDocuments(readEnv(), checked(institution), files);
    const lines = registered.map(({ id, names, isNew }) => `${id}  ${names}${isNew ? '' : '  (was registered)'}\n`);
    process.stdout.write(lines.join(''));
  });

documentsCommand
  .command('list')
  .description('list the registered documents: institution, id, operations')
  .option(...institutionOption)
  .action(async ({ institution }: Partial<OfInstitution>) => {
    const { listDocuments } = await loadRegistry();
    const asked = institution === undefined ? undefined : checked(institution);
    const listed = await listDocuments(readEnv(), asked);
    process.stdout.write(listed.map(({ institution: owner, id, names }) => `${owner}  ${id}  ${names}\n`).join(''));
  });

documentsCommand
  .command('remove')
  .description("remove an institution's documents: another's of the same text stays")
  .argument('<id...>', 'the ids, as `maillage documents list` gives them')
  .requiredOption(...institutionOption)
  .action(async (ids: string[], { institution }: OfInstitution) => {
    const { removeDocuments } = await loadRegistry();
    await removeDocuments(readEnv(), checked(institution), ids);
  });

/** Loaded here, so that the other commands do not carry the gateway in their memory. */
const loadRegistry = () => import('../gateway/rules/documents/registry.ts');

function checked(institution: string): string {
  if (finessPattern.test(institution)) return institution;
  throw new OperatorError(`--institution is "${institution}": give a FINESS number of 9 characters.`);
}
