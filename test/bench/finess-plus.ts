import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from './database.ts';
import { generateActivities, nationalActivities } from './generated-activities.ts';
import { generateStructures, nationalStructures } from './generated-structures.ts';
import { importFiles, register } from './imports.ts';
import type { Scale } from './scale.ts';
import { cpuOfPostgres } from './usage.ts';

/** How the import of a generated file of FINESS+ went. Times are in seconds. */
export interface FinessPlusSample {
  name: 'structures' | 'activities';
  seconds: number;
  /** The CPU time of the import's process and of PostgreSQL, which other work on the machine does not change. */
  cpu: number;
  /** The most memory that the import's process had, in MB. */
  peak: number;
}

/** A number of the national file, as much smaller as the scale's register is. */
const scaled = <Size extends object>(size: Size, share: number): Size =>
  Object.fromEntries(
    Object.entries(size).map(([name, count]) => [name, Math.max(1, Math.round(Number(count) * share))]),
  ) as Size;

/** Imports generated structures and activities of FINESS+ beside the legacy register, where that is at hand. */
export async function measureFinessPlus(
  server: Server,
  scale: Scale,
  say: (text: string) => void,
): Promise<FinessPlusSample[]> {
  const share = scale.isNational ? 1 : scale.invented / 100_000;
  const files = {
    structures: join(server.folder, 'structures.json.gz'),
    activities: join(server.folder, 'activities.json.gz'),
  };
  say('generating files of FINESS+');
  await generateStructures(files.structures, scaled(nationalStructures, share));
  await generateActivities(files.activities, scaled(nationalActivities, share));
  const database = await server.create('finess_plus');
  if (scale.isNational && existsSync(register)) await importFiles(database.url, [register]);
  const samples: FinessPlusSample[] = [];
  for (const name of ['structures', 'activities'] as const) {
    const before = cpuOfPostgres(server.postmaster);
    const { seconds, peak, cpu } = await importFiles(database.url, ['--partial', files[name]], 'finess-plus');
    const all = cpu + (cpuOfPostgres(server.postmaster) - before) / 1000;
    samples.push({ name, seconds, cpu: all, peak });
    say(`FINESS+ ${name}: ${seconds.toFixed(1)} s (${all.toFixed(1)} s of CPU), ${peak.toFixed(0)} MB`);
  }
  return samples;
}
