import { contendersOf, type Bench, type Measured } from './comparison.ts';
import { generateRegister } from './generated.ts';
import { importFiles } from './imports.ts';
import { readCompared, type Question } from './questions.ts';
import { requireAgreement, runRounds, type Contender } from './rounds.ts';
import { Fleet, type Variant } from './variants.ts';

/** What the same questions cost as the data grows. */
export interface Growth {
  /** The volumes: how many times the first one, how many establishments, and how long their import took. */
  volumes: { times: number; establishments: number; seconds: number }[];
  /** The contenders' names are `local ×10` and the like. */
  questions: Measured[];
}

const times = [1, 10, 100];
const asked = ['establishment', 'page-100', 'first-page', 'last-page', 'search', 'crossing'];

/** Measures the hub's local engine and the hand-written statements on generated registers of three sizes, in turn. */
export async function measureGrowth({ server, loader, scale, say, onClose }: Bench): Promise<Growth> {
  const volumes: Growth['volumes'] = [];
  const places: { variants: Variant[]; questions: Question[] }[] = [];
  for (const time of times) {
    const database = await server.create(`growth_${time}`);
    say(`importing ${time} times the volume`);
    const files = await generateRegister(database, server.folder, time * scale.growth);
    let seconds = 0;
    // Legal entities first, by a command of their own: what the second one meets is what a register in use has.
    for (const file of files) {
      seconds += (await importFiles(database.url, [file])).seconds;
      await database.query('analyze');
    }
    await database.finish();
    const [{ count }] = (await database.query('select count(*)::int from establishment')) as [{ count: number }];
    volumes.push({ times: time, establishments: count, seconds });
    const fleet = new Fleet(database.url);
    onClose(() => fleet.stop());
    const variants = await Promise.all([fleet.start('local'), fleet.start('limit-json')]);
    places.push({ variants, questions: await readCompared(database) });
  }
  const questions: Measured[] = [];
  for (const name of asked) {
    say(`growth: ${name}`);
    const contenders: Contender[] = [];
    for (const [index, { variants, questions: here }] of places.entries()) {
      const question = here.find((one) => one.name === name)!;
      const own = await contendersOf(variants, question);
      await requireAgreement(name, own, scale.briefly);
      contenders.push(...own.map((one) => ({ ...one, name: `${one.name} ×${times[index]}` })));
    }
    questions.push({
      name,
      title: places[0]!.questions.find((one) => one.name === name)!.title,
      samples: await runRounds(loader, server.postmaster, contenders, scale.briefly),
    });
  }
  return { volumes, questions };
}
