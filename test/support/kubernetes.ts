import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseEnv } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';

/** An object of Kubernetes, as its file has it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: any;
}

/** What `kubectl apply -k` would read from a folder, with the folders that it names. */
export interface Customization {
  /** The files that it takes in, by their paths in the folder of manifests. */
  files: string[];
  manifests: Manifest[];
  /** The variables of each generated ConfigMap and Secret, by its name; those of a Secret from its file's example. */
  generated: Record<'ConfigMap' | 'Secret', Record<string, Record<string, string>>>;
  images: { name: string; newTag: string }[];
}

interface Kustomization {
  resources: string[];
  images?: Customization['images'];
  configMapGenerator?: Generator[];
  secretGenerator?: Generator[];
}

interface Generator {
  name: string;
  envs: string[];
}

const root = new URL('../../deploy/kubernetes/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Every file of the folder of manifests. */
export const everyFile = (): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(root.pathname, `${entry.parentPath}/${entry.name}`));

/** Reads a folder of manifests as kustomize does. */
export function readCustomization(folder = '.'): Customization {
  const file = posix.join(folder, 'kustomization.yaml');
  const kustomization = parse(read(file)) as Kustomization;
  const result: Customization = {
    files: [file],
    manifests: [],
    generated: { ConfigMap: {}, Secret: {} },
    images: kustomization.images ?? [],
  };
  for (const resource of kustomization.resources.map((path) => posix.join(folder, path))) {
    if (resource.endsWith('.yaml')) {
      result.files.push(resource);
      result.manifests.push(...parseAllDocuments(read(resource)).map((document) => document.toJS() as Manifest));
      continue;
    }
    const below = readCustomization(resource);
    result.files.push(...below.files);
    result.manifests.push(...below.manifests);
    Object.assign(result.generated.ConfigMap, below.generated.ConfigMap);
    Object.assign(result.generated.Secret, below.generated.Secret);
  }
  const generate = (kind: 'ConfigMap' | 'Secret', generators: Generator[] = [], ending = ''): void => {
    for (const { name, envs } of generators) {
      const files = envs.map((path) => posix.join(folder, `${path}${ending}`));
      result.files.push(...files);
      result.generated[kind][name] = Object.assign({}, ...files.map((path) => parseEnv(read(path)))) as never;
    }
  };
  generate('ConfigMap', kustomization.configMapGenerator);
  generate('Secret', kustomization.secretGenerator, '.example');
  return result;
}

/**
 * The places of an object that its schema knows nothing of, such as `.spec.replics`. The compiled schemas let unknown
 * fields pass, but never look at them.
 */
export function unknownFields(object: object, validate: (watched: object) => void): string[] {
  const { watched, unread } = watch(object, '');
  validate(watched);
  return unread();
}

function watch(object: object, place: string): { watched: object; unread(): string[] } {
  const seen = new Map<string, ReturnType<typeof watch> | undefined>();
  const watched = new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol') return value;
      if (!seen.has(key)) {
        const isNested = typeof value === 'object' && value !== null;
        seen.set(key, isNested ? watch(value, `${place}.${key}`) : undefined);
      }
      return seen.get(key)?.watched ?? value;
    },
  });
  const unread = (): string[] => [
    ...Object.keys(object)
      .filter((key) => !seen.has(key))
      .map((key) => `${place}.${key}`),
    ...[...seen.values()].flatMap((nested) => nested?.unread() ?? []),
  ];
  return { watched, unread };
}
