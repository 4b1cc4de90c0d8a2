import { expect, test } from 'vitest';
import { violations } from '../support/architecture.ts';

/** The violations of a file of the kit that imports another one. */
const check = (file: string, imported: string): string[] =>
  violations(new Map([[`services/kit/${file}`, `import { a } from '../${imported}';`]]), {
    dependencies: {},
    devDependencies: {},
  });

test.each([
  ['reading/list.ts', 'vocabulary/coding.ts'],
  ['database/migrate.ts', 'service.ts'],
  ['subgraph/create-subgraph.ts', 'service.ts'],
  ['subgraph/create-subgraph.ts', 'database/service-database.ts'],
  ['subgraph/create-subgraph.ts', 'reading/request-reader.ts'],
  ['subgraph/server.ts', '../../platform/http.ts'],
])('%s may import %s', (file, imported) => {
  expect(check(file, imported)).toEqual([]);
});

test.each([
  ['vocabulary/domain.ts', 'reading'],
  ['vocabulary/domain.ts', 'database'],
  ['reading/list.ts', 'database'],
  ['reading/list.ts', 'subgraph'],
  ['reading/list.ts', 'service.ts'],
  ['database/role.ts', 'reading'],
  ['database/role.ts', 'subgraph'],
  ['database/role.ts', 'vocabulary'],
])('%s may not import %s', (file, folder) => {
  const imported = folder.endsWith('.ts') ? folder : `${folder}/any.ts`;
  const from = `services/kit/${file.split('/')[0]}`;
  expect(check(file, imported)).toEqual([
    `services/kit/${file}: imports services/kit/${imported}: ${from} does not import services/kit/${folder}`,
  ]);
});
