import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';
import { listen } from './engines.ts';

const page = readFileSync(new URL('../../docs/writing.md', import.meta.url), 'utf8');
/** The commands of the page, each with the answer that it shows of the last of them. The first ones get a token, which the test has. */
const steps = [...page.matchAll(/```sh\n(.*?)```(?:\n```json\n(.*?)```)?/gs)]
  .map(([, commands, answer]) => ({ commands: commands!, answer: answer && (JSON.parse(answer) as object) }))
  .slice(1);

let hub: TestHub;
let folder: string;

beforeAll(async () => {
  hub = await testHub();
  folder = await mkdtemp(join(tmpdir(), 'maillage-writing-'));
});

afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

it('has commands and answers', () => {
  expect(steps.length).toBeGreaterThan(6);
  expect(steps.filter(({ answer }) => answer).length).toBeGreaterThan(4);
});

describe.each(['local', 'remote'] as Engine[])('the page on writing, on the %s engine', (engine) => {
  it('is right, command by command', async () => {
    await hub.database.query('delete from source where owner_finess is not null');
    const { url, close } = await listen(hub.gateways[engine]);
    const { authorization } = await hub.headersOf(partner);
    const env = { PATH: '/usr/bin:/bin', HUB: url, TOKEN: authorization!.replace('Bearer ', '') };
    for (const { commands, answer } of steps) {
      const { stdout } = await promisify(execFile)('bash', ['-ec', commands], { cwd: folder, env });
      expect(stdout).not.toContain('"errors"');
      // Where the change log tells of it is another place in each run.
      const given = stdout.replace(/"cursor":"[^"]+"/, '"cursor":"…"');
      if (answer) expect({ commands, answer: JSON.parse(given) }).toEqual({ commands, answer });
    }
    expect(await hub.database.query("select from clinical.care_unit where code = 'chr-geriatrie'")).toEqual([]);
    await close();
  });
});
