// Loaded before a program of the hub: a signal begins a CPU profile of it, and the next one writes it to a file.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const file = `${process.env.PROFILES}/${process.pid}.cpuprofile`;
let session;

process.on('SIGUSR2', () => {
  if (session === undefined) {
    session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.start');
    return;
  }
  session.post('Profiler.stop', (_, { profile }) => {
    writeFileSync(`${file}.part`, JSON.stringify(profile));
    renameSync(`${file}.part`, file);
  });
  session.disconnect();
  session = undefined;
});
