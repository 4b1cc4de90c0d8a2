import type { CodegenConfig } from '@graphql-codegen/cli';
import { hubUrl } from './src/settings.ts';

const config: CodegenConfig = {
  schema: new URL('/schema.graphql', hubUrl).href,
  documents: 'src/operations/*.graphql',
  generates: {
    'src/generated/': {
      preset: 'client',
      // Each document carries its id, and the manifest has what `npx maillage documents register` takes.
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: {
        // Text instead of a syntax tree: the client needs no GraphQL library at run time.
        documentMode: 'string',
        importExtension: '.ts',
        useTypeImports: true,
        // A scalar that is not listed here fails the generation, instead of becoming `any`.
        strictScalars: true,
        scalars: { Date: 'string', DateTime: 'string' },
      },
    },
  },
};

export default config;
