import { afterAll } from 'vitest';
import { running } from './processes.ts';

// Registered before a file's own, it runs after them: a test that failed on its way leaves no process behind.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});
