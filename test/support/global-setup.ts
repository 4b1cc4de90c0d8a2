import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import type { Database } from '../../services/kit/database/open-database.ts';
import { built } from './build.ts';
import { needsOf } from './needs.ts';
import { copyTemplate, templateCache, templateKey } from './template.ts';
import { openThrowaway } from './throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the template database: migrated, with the territories and the reference dataset. */
    templateUrl: string;
    /** Why what the tests need could not be made anew for this run of a watch. */
    setUpFault: string | undefined;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Makes what a run's test files need, and makes it anew when the sources change in a watch: the hub's build where one of
 * them starts it, and one PostgreSQL with a template that each of them clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let template: Template | undefined;
  const prepare = async (files: string[]): Promise<void> => {
    if (files.some(startsHub)) await build();
    if (template?.key === templateKey()) return;
    await template?.close();
    template = await openTemplate();
    project.provide('templateUrl', template.url);
  };
  await prepare(project.vitest.state.getPaths());
  project.onTestsRerun(async (specifications) => {
    const files = specifications.map(({ moduleId }) => moduleId);
    const fault = await prepare(files).then(
      () => undefined,
      (error: Error) => error.message,
    );
    project.provide('setUpFault', fault);
  });
  return async () => template?.close();
}

/** The template database, on a server of this run alone. */
interface Template extends Database {
  /** What it was made of: see {@link templateKey}. */
  key: string;
}

async function openTemplate(): Promise<Template> {
  const key = templateKey();
  const folder = await mkdtemp(join(tmpdir(), 'maillage-test-'));
  await copyTemplate(folder, templateCache, key, fill);
  const { url, close } = await openThrowaway(folder);
  return { key, url, close: () => close().then(() => rm(folder, { recursive: true })) };
}

/** Has the hub itself bring a new cluster up to date. */
async function fill(folder: string): Promise<void> {
  await build();
  const cluster = await openThrowaway(folder);
  try {
    const env = { PATH: process.env['PATH'], DATABASE_URL: cluster.url };
    await runToEnd([built('cli/main.js'), 'migrate'], { cwd: folder, env }, 'The template database cannot be made');
  } finally {
    await cluster.close();
  }
}

const startsHub = (file: string): boolean => needsOf(relative(root, file).replaceAll('\\', '/')).has('build');

const build = (): Promise<void> =>
  runToEnd(
    [join(root, 'maillage.mjs'), 'build'],
    {},
    'The hub, which these tests start or fill a database with, does not build',
  );

/** Runs a program of Node, which says what is wrong on the standard error. */
async function runToEnd(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
  failing: string,
): Promise<void> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${failing}: see the errors above.`);
}
