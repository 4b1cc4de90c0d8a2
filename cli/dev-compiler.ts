import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { API, Diagnostic, Program, Snapshot } from 'typescript/unstable/async';

/** The imports of a source that TypeScript checks it against, as the formatter leaves them. */
const importing = /\bfrom '(\.[^']+\.ts)'|\bimport\('(\.[^']+\.ts)'\)/g;

/**
 * Brings a copy of the build up to date with single sources. The compiler's watch takes four seconds and more for a
 * change: here a compiler that stays, and has read everything, checks no more files than it is asked for, and another
 * one writes them without a look at types.
 */
export class DevCompiler {
  /** The folders of the sources. */
  readonly folders: string[];
  readonly #root: string;
  readonly #out: string;
  readonly #api: API;
  #snapshot: Snapshot;

  private constructor(root: string, out: string, api: API, snapshot: Snapshot) {
    this.#root = root;
    this.#out = out;
    this.#api = api;
    this.#snapshot = snapshot;
    this.folders = (JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as { include: string[] }).include;
  }

  /**
   * Opens the project of a folder.
   * @param out the copy of its build
   */
  static async open(root: string, out: string): Promise<DevCompiler> {
    // A computed name, which the type checker does not follow: the package is absent in production.
    const name = 'typescript/unstable/async';
    const typescript = (await import(name)) as { API: new (options: { cwd: string }) => API };
    const api = new typescript.API({ cwd: root });
    const snapshot = await api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] });
    return new DevCompiler(root, out, api, snapshot);
  }

  /** Reads changed and removed sources. Paths are relative to the project's folder, here and below. */
  async read(paths: string[]): Promise<void> {
    const [there, gone] = [paths.filter((path) => this.#isThere(path)), paths.filter((path) => !this.#isThere(path))];
    const absolute = (files: string[]): string[] => files.map((path) => join(this.#root, path));
    const known = new Set(this.#snapshot.getProjects()[0]!.rootFiles);
    const before = this.#snapshot;
    this.#snapshot = await this.#api.updateSnapshot({
      fileChanges: {
        changed: absolute(there).filter((file) => known.has(file)),
        created: absolute(there).filter((file) => !known.has(file)),
        deleted: absolute(gone),
      },
    });
    await before.dispose();
  }

  /** The syntax errors of sources, as last read: one line each. */
  checkSyntax(paths: string[]): Promise<string[]> {
    return this.#check(paths, (program, file) => program.getSyntacticDiagnostics(file));
  }

  /** The type errors of sources, as last read: one line each. */
  checkTypes(paths: string[]): Promise<string[]> {
    return this.#check(paths, (program, file) => program.getSemanticDiagnostics(file));
  }

  /** The other sources that import one of these. */
  importersOf(paths: string[]): string[] {
    const sources = globSync(`{${this.folders.join()}}/**/*.ts`, { cwd: this.#root });
    return sources.filter((file) => {
      if (paths.includes(file)) return false;
      const text = readFileSync(join(this.#root, file), 'utf8');
      return [...text.matchAll(importing)].some(([, from, later]) =>
        paths.includes(posix.join(posix.dirname(file), (from ?? later) as string)),
      );
    });
  }

  /** Writes the output of these files to the copy of the build, and removes the output of removed files. */
  async write(paths: string[]): Promise<void> {
    const sources = paths.filter((path) => extname(path) === '.ts');
    for (const path of paths) {
      const target = join(this.#out, path.replace(/\.ts$/, '.js'));
      if (!this.#isThere(path)) await rm(target, { force: true, recursive: true });
      else if (!sources.includes(path)) {
        await mkdir(dirname(target), { recursive: true });
        await copyFile(join(this.#root, path), target);
      }
    }
    const files = sources.filter((path) => this.#isThere(path));
    if (files.length > 0) await this.#transpile(files);
  }

  async close(): Promise<void> {
    await this.#api.close();
  }

  async #check(
    paths: string[],
    diagnose: (program: Program, file: string) => Promise<readonly Diagnostic[]>,
  ): Promise<string[]> {
    const { program } = this.#snapshot.getProjects()[0]!;
    const found = await Promise.all(
      paths
        .filter((path) => this.#isThere(path))
        .map(async (path) =>
          (await diagnose(program, join(this.#root, path))).map((fault) => this.#format(path, fault)),
        ),
    );
    return found.flat();
  }

  async #transpile(files: string[]): Promise<void> {
    const config = join(this.#out, 'tsconfig.json');
    const rootDir = this.#root;
    const compilerOptions = { noCheck: true, noResolve: true, types: [], lib: ['es5'], rootDir, outDir: this.#out };
    const settings = {
      extends: join(this.#root, 'tsconfig.json'),
      compilerOptions,
      include: [],
      files: files.map((path) => join(this.#root, path)),
    };
    await writeFile(config, JSON.stringify(settings));
    const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin', 'tsc');
    await promisify(execFile)(process.execPath, [tsc, '--project', config]);
  }

  #format(path: string, { pos, code, text, messageChain = [] }: Diagnostic): string {
    const before = readFileSync(join(this.#root, path), 'utf8').slice(0, pos).split('\n');
    const place = `${path}(${before.length},${before.at(-1)!.length + 1})`;
    return [`${place}: error TS${code}: ${text}`, ...messageChain.map((cause) => `  ${cause.text}`)].join('\n');
  }

  #isThere(path: string): boolean {
    return existsSync(join(this.#root, path));
  }
}
