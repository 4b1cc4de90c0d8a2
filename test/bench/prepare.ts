import { existsSync } from 'node:fs';
import { importStatistics, type BenchDatabase, type Server } from './database.ts';
import { generateRegister } from './generated.ts';
import { measureImport, register, type ImportSample } from './imports.ts';
import type { Scale } from './scale.ts';
import { sharedPath } from '../support/shared-data.ts';

const statistics = [2023, 2024].map((year) => sharedPath(`data/sae/${year}`));

export interface Prepared {
  database: BenchDatabase;
  imports: ImportSample[];
  /** What the database holds, in a sentence. */
  contents: string;
}

/** Imports the register as often as the scale says, each time into a database of its own: the last one is what all variants answer from. */
export async function prepare(
  server: Server,
  scale: Scale,
  isPartial: boolean,
  say: (text: string) => void,
): Promise<Prepared> {
  const isNational = scale.isNational && existsSync(register);
  const hasStatistics = isNational && statistics.every((folder) => existsSync(folder));
  const imports: ImportSample[] = [];
  const times = isPartial ? 1 : scale.imports;
  for (let time = 1; ; time++) {
    const database = await server.create(`bench_${time}`);
    const files = isNational ? [register] : await generateRegister(database, server.folder, scale.invented);
    say(`importing the register (${time} of ${times})`);
    imports.push(await measureImport(database.url, files));
    if (time < times) continue;
    if (hasStatistics) await importStatistics(database.url, statistics);
    await database.finish();
    const [counted] = await database.query<{ count: number }>('select count(*)::int from establishment');
    const rows = counted!.count.toLocaleString('en');
    const origin = isNational ? 'the national register' : 'a register that the benchmark invented';
    const years = hasStatistics ? ', two years of the annual statistics (SAE)' : '';
    return { database, imports, contents: `${origin} (${rows} establishments)${years}, the reference dataset` };
  }
}
