import { describe, expect, test } from 'vitest';
import { violations } from '../support/architecture.ts';

const check = (files: Record<string, string>): string[] =>
  violations(new Map(Object.entries(files)), { dependencies: {}, devDependencies: {} });

describe('imports', () => {
  const allowed: [string, string][] = [
    ['cli/hub.ts', '../gateway/server/local-gateway.ts'],
    ['cli/hub.ts', '../services/registry.ts'],
    ['cli/main.ts', '../schema/compose.ts'],
    ['cli/main.ts', '../services/kit/database/migrate.ts'],
    ['services/registry.ts', './clinical/index.ts'],
    ['services/clinical/index.ts', './labs/index.ts'],
    ['services/clinical/index.ts', './migrations/20261201-labs.ts'],
    ['services/clinical/labs/index.ts', './laboratory.resolver.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../../kit/reading/list.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../care/care-unit.listing.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../tables.ts'],
    ['services/kit/reading/list.ts', '../../../platform/errors.ts'],
    ['imports/finess/index.ts', '../pipeline/source.ts'],
    ['imports/finess/stage.ts', '../register/staged.ts'],
    ['imports/partner/index.ts', '../../services/kit/datasets/load.ts'],
    ['imports/reference/load-register.ts', '../register/flags.ts'],
    ['imports/partner/index.ts', '../../services/registry.ts'],
    ['imports/sources.ts', './sae/index.ts'],
    ['schema/compose.ts', '../services/registry.ts'],
    ['gateway/server/settings.ts', '../../schema/operations.ts'],
    ['gateway/server/local-gateway.ts', '../../platform/contract/subgraph.ts'],
    ['gateway/server/local-gateway.ts', '../local-engine/merge-subgraphs.ts'],
    ['gateway/server/remote-gateway.ts', '../remote-engine/execution.ts'],
    ['gateway/rules/cost.ts', '../cost/weights.ts'],
    ['gateway/rules/documents/check.ts', '../../../schema/operations.ts'],
    ['gateway/doors/explorer.ts', '../../schema/operations.ts'],
    ['gateway/doors/datasets.ts', '../rules/limits.ts'],
    ['gateway/doors/datasets.ts', '../../platform/contract/subgraph.ts'],
    ['gateway/cost/operation-cost.ts', './formula.ts'],
    ['cli/gateway.ts', '../gateway/rules/identity/token-settings.ts'],
    ['test/unit/env.test.ts', '../../services/clinical/labs/laboratory.resolver.ts'],
  ];
  test.each(allowed)('%s may import %s', (file, specifier) => {
    expect(check({ [file]: `import { a } from '${specifier}';` })).toEqual([]);
  });

  const refused: [string, string, string][] = [
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../logistics/catering/kitchen.entity.ts',
      'services do not import services',
    ],
    ['services/clinical/index.ts', '../logistics/index.ts', 'services do not import services'],
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../care/care-unit.resolver.ts',
      'only entities, filters and listings',
    ],
    ['services/clinical/labs/laboratory.entity.ts', '../care/establishment.ts', 'only entities, filters and listings'],
    ['services/clinical/labs/laboratory.entity.ts', './laboratory.resolver.ts', 'do not import resolvers'],
    ['services/clinical/labs/laboratory.resolver.ts', './index.ts', 'may import a manifest'],
    ['services/clinical/tables.ts', './labs/index.ts', 'may import a manifest'],
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../registry.ts',
      'services does not import services/registry.ts',
    ],
    ['services/clinical/labs/laboratory.resolver.ts', '../../../imports/run.ts', 'services does not import imports'],
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../../gateway/server/gateway.ts',
      'services does not import gateway',
    ],
    ['services/kit/reading/list.ts', '../../clinical/index.ts', 'services/kit/reading does not import services'],
    ['services/kit/reading/list.ts', '../../registry.ts', 'services/kit/reading does not import services/registry.ts'],
    ['platform/env.ts', '../services/kit/database/role.ts', 'platform does not import services/kit/database'],
    ['services/kit/database/migrate.ts', '../reading/list.ts', 'services/kit/database does not import'],
    ['platform/env.ts', '../gateway/server/gateway.ts', 'platform does not import gateway'],
    ['cli/hub.ts', '../services/clinical/index.ts', 'cli does not import services'],
    ['services/registry.ts', './clinical/labs/index.ts', 'only the manifest of a service may be imported'],
    ['imports/pipeline/run.ts', '../territories/seed.ts', 'imports/pipeline does not import imports/territories'],
    ['imports/register/flags.ts', '../reference/yaml.ts', 'imports/register does not import imports/reference'],
    ['services/kit/sheets/csv.ts', '../datasets/load.ts', 'services/kit/sheets does not import services/kit/datasets'],
    ['imports/finess/index.ts', '../sae/table.ts', 'imports/finess does not import imports/sae'],
    ['imports/sae/index.ts', '../run.ts', 'imports/sae does not import imports'],
    ['imports/run.ts', '../services/clinical/index.ts', 'imports does not import services'],
    ['imports/run.ts', '../cli/hub.ts', 'imports does not import cli'],
    ['gateway/server/gateway.ts', '../../services/clinical/index.ts', 'gateway/server does not import services'],
    [
      'gateway/server/gateway.ts',
      '../../services/kit/reading/list.ts',
      'gateway/server does not import services/kit/reading',
    ],
    ['gateway/server/gateway.ts', '../../cli/hub.ts', 'gateway/server does not import cli'],
    ['schema/compose.ts', '../gateway/server/gateway.ts', 'schema does not import gateway'],
    ['gateway/cost/weights.ts', '../../platform/errors.ts', 'gateway/cost does not import platform'],
    ['gateway/local-engine/fields.ts', '../../platform/errors.ts', 'gateway/local-engine does not import platform'],
    ['gateway/remote-engine/service.ts', '../../platform/errors.ts', 'gateway/remote-engine does not import platform'],
    ['gateway/remote-engine/service.ts', '../rules/errors.ts', 'gateway/remote-engine does not import gateway/rules'],
    ['gateway/operation/admitted-operations.ts', '../rules/limits.ts', 'does not import gateway/rules'],
    ['gateway/rules/limits.ts', '../server/gateway.ts', 'gateway/rules does not import gateway/server'],
    ['gateway/rules/limits.ts', '../local-engine/request.ts', 'gateway/rules does not import gateway/local-engine'],
    ['gateway/doors/explorer.ts', '../operation/conditions.ts', 'gateway/doors does not import gateway/operation'],
    ['gateway/rules/limits.ts', '../doors/explorer.ts', 'gateway/rules does not import gateway/doors'],
    ['gateway/server/gateway.ts', '../cost/weights.ts', 'gateway/server does not import gateway/cost'],
    ['cli/hub.ts', '../gateway/local-engine/fields.ts', 'cli does not import gateway/local-engine'],
    ['cli/hub.ts', '../test/support/database.ts', 'nothing imports the tests'],
  ];
  test.each(refused)('%s may not import %s', (file, specifier, reason) => {
    expect(check({ [file]: `import { a } from '${specifier}';` })).toEqual([expect.stringContaining(reason)]);
  });

  test.each([
    "import type { A } from '../services/clinical/index.ts';",
    "export { a } from '../services/clinical/index.ts';",
    "export * from '../services/clinical/index.ts';",
    "const a = await import('../services/clinical/index.ts');",
    "let a: import('../services/clinical/index.ts').A;",
    "@D() class B { @F() declare b: string }\nimport '../services/clinical/index.ts';",
  ])('is seen: %s', (text) => {
    expect(check({ 'gateway/local.ts': text })).toEqual([expect.stringContaining('gateway does not import services')]);
  });
});

describe('imports within the kit', () => {
  /** The violations of a file of the kit that imports another one. */
  const checkKit = (file: string, imported: string): string[] =>
    check({ [`services/kit/${file}`]: `import { a } from '../${imported}';` });

  test.each([
    ['reading/list.ts', 'vocabulary/coding.ts'],
    ['database/migrate.ts', 'service.ts'],
    ['subgraph/create-subgraph.ts', 'service.ts'],
    ['subgraph/create-subgraph.ts', 'database/service-database.ts'],
    ['subgraph/create-subgraph.ts', 'reading/request-reader.ts'],
    ['subgraph/server.ts', '../../platform/http.ts'],
  ])('%s may import %s', (file, imported) => {
    expect(checkKit(file, imported)).toEqual([]);
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
    expect(checkKit(file, imported)).toEqual([
      `services/kit/${file}: imports services/kit/${imported}: ${from} does not import services/kit/${folder}`,
    ]);
  });
});
