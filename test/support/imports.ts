import { posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** One import of a source file. */
export interface Import {
  /** The imported file's path from the repository's root, or what names a package's. */
  path: string;
  /** Whether it is a file of the repository. */
  isOwn: boolean;
  /** Whether the compiler erases it: an `import type`, an `export type` or an `import('…').Type`. */
  isErased: boolean;
}

/** What a source file takes from outside itself. */
export interface Dependencies {
  imports: Import[];
  readsEnvironment: boolean;
}

interface Syntax {
  type: string;
  [property: string]: unknown;
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** The imports of a TypeScript file, the dynamic and the erased ones too, and whether it reads the environment. */
export function dependenciesOf(file: string, text: string): Dependencies {
  const nodes = [...nodesOf(parseAst(text, { lang: 'ts' }, file))];
  const imports = nodes.flatMap((node) => {
    const source = node.source as { value?: unknown } | null | undefined;
    if (!importing.has(node.type) || typeof source?.value !== 'string') return [];
    const isOwn = source.value.startsWith('.');
    const path = isOwn ? posix.join(posix.dirname(file), source.value) : source.value;
    return [{ path, isOwn, isErased: isErased(node) }];
  });
  return { imports, readsEnvironment: nodes.some(readsEnvironment) };
}

function* nodesOf(value: unknown): Generator<Syntax> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') yield value as Syntax;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

// With `verbatimModuleSyntax`, `import { type A }` still loads its module.
const isErased = (node: Syntax): boolean =>
  node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';

function readsEnvironment(node: Syntax): boolean {
  if (node.type === 'MemberExpression') return isNamed(node.property, 'env') && isProcess(node.object);
  if (node.type === 'VariableDeclarator') return isProcess(node.init) && takesEnvironment(node.id);
  if (node.type === 'ImportDeclaration' && isNamed(node.source, 'process', 'node:process')) {
    return (node.specifiers as Syntax[]).some(
      (each) => each.type !== 'ImportSpecifier' || isNamed(each.imported, 'env'),
    );
  }
  return false;
}

function isProcess(value: unknown): boolean {
  const node = value as Syntax | null;
  if (node?.type === 'MemberExpression') return isNamed(node.property, 'process');
  return node?.type === 'MetaProperty' || isNamed(node, 'process');
}

const takesEnvironment = (pattern: unknown): boolean =>
  ((pattern as Syntax).properties as Syntax[] | undefined)?.some((each) => isNamed(each.key, 'env')) ?? false;

/** Whether an identifier or a text is one of these. */
function isNamed(value: unknown, ...names: string[]): boolean {
  const node = value as { name?: string; value?: unknown } | null | undefined;
  return names.includes(String(node?.name ?? node?.value));
}
