import { Command } from 'commander';
import { readEnv } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { finessPattern } from '../platform/contract/finess.ts';

interface OfInstitution {
  institution: string;
}

const institutionOption = [
  '--institution <finess>',
  'the FINESS number of the institution that owns the documents',
] as const;

/** `maillage documents`: manages the registered operations of partner institutions, which their clients send by id. */
export const documentsCommand = new Command('documents').description(
  'manage the registered operations of partner institutions, which their clients send by id',
);

documentsCommand
  .command('register')
  .description('validate documents against the schema and the limits, and register all of them or none')
  .argument(
    '<file...>',
    'GraphQL files (.graphql, .gql) with one document each, or manifests (.json) of a code generator',
  )
  .requiredOption(...institutionOption)
  .action(async (files: string[], { institution }: OfInstitution) => {
    const { registerDocuments } = await loadRegistry();
    const registered = await registerDocuments(readEnv(), checked(institution), files);
    const lines = registered.map(({ id, names, isNew }) => `${id}  ${names}${isNew ? '' : '  (already registered)'}\n`);
    process.stdout.write(lines.join(''));
  });

documentsCommand
  .command('list')
  .description('list the registered documents: institution, id, operations')
  .option(...institutionOption)
  .action(async ({ institution }: Partial<OfInstitution>) => {
    const { listDocuments } = await loadRegistry();
    const owner = institution === undefined ? undefined : checked(institution);
    const listed = await listDocuments(readEnv(), owner);
    process.stdout.write(
      listed.map((document) => `${document.institution}  ${document.id}  ${document.names}\n`).join(''),
    );
  });

documentsCommand
  .command('remove')
  .description("remove an institution's documents; another institution's with the same text are kept")
  .argument('<id...>', 'the ids, as printed by `maillage documents list`')
  .requiredOption(...institutionOption)
  .action(async (ids: string[], { institution }: OfInstitution) => {
    const { removeDocuments } = await loadRegistry();
    await removeDocuments(readEnv(), checked(institution), ids);
  });

/** Loaded on demand: the other commands do not need the gateway in memory. */
const loadRegistry = () => import('../gateway/rules/documents/registry.ts');

function checked(institution: string): string {
  if (finessPattern.test(institution)) return institution;
  throw new OperatorError(`--institution is "${institution}": expected a FINESS number of 9 characters.`);
}
