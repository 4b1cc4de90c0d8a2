import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ask, graphUrl, run } from '../support/processes.ts';
import { readers, useReplica } from '../support/replicas.ts';
import { manyCallers } from '../support/many-callers.ts';

const server = useReplica();

test('the hub reads from its replica, imports to the primary, and answers every request when the replica dies', async () => {
  const hub = run('cli/main.js', ['start'], {
    DATABASE_URL: server.primary.url,
    DATABASE_REPLICA_URLS: server.standby.url,
    ...manyCallers,
    PORT: '0',
  });
  onTestFinished(() => void hub.process.kill('SIGKILL'));
  const url = graphUrl(await hub.says('its explorer'));
  const question = '{ territory(code: "57") { population(year: 2099) } establishments(first: 3) { nodes { name } } }';
  const answer = await ask(url, question);
  expect(answer.errors).toBeUndefined();
  expect(await readers(server.standby.url)).toBeGreaterThan(0);
  expect(await readers(server.primary.url)).toBe(0);

  const file = join(server.folder, 'population_2099.csv');
  await writeFile(file, 'REG;DEP;PMUN\n44;57;1234567\n');
  const command = run('cli/main.js', ['import', 'population', file], { DATABASE_URL: server.primary.url });
  expect(await command.ended, command.output()).toBe(0);
  await vi.waitFor(async () => expect((await ask(url, question)).data.territory.population).toBe(1_234_567), {
    timeout: 10_000,
  });

  const over = new AbortController();
  const load = Array.from({ length: 4 }, async () => {
    const answers = [];
    while (!over.signal.aborted || answers.length < 20) answers.push(await ask(url, question));
    return answers;
  });
  await server.standby.kill();
  await hub.says('is not used for reads');
  over.abort();
  for (const { errors, data } of (await Promise.all(load)).flat()) {
    expect(errors).toBeUndefined();
    expect(data.establishments.nodes).toHaveLength(3);
  }
  await server.standby.start();
  await hub.says(/is up[^]*is not used[^]*is up/);
  await ask(url, question);
  expect(await readers(server.standby.url)).toBeGreaterThan(0);
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
});
