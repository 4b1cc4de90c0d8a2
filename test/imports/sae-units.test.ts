import { expect, it } from 'vitest';
import { saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const FI = '010990109';

it('units of several kinds have a row for each, and totals of other figures are left out', async () => {
  const { summary } = await test.loadFolders({
    y: {
      'URGENCES2.csv': table(
        'URGENCES2',
        2014,
        { FI, URG: 'GEN', PASSU: 100, DT80: 7, DT18: 0, LIT_UHCD: 2 },
        { FI, URG: 'PED', PASSU: 50 },
        { FI, URG: '12', PASSU: 1 },
      ),
      'REA.csv': table('REA', 2014, { FI, UNI: 'SIADU', LIT: 6 }, { FI, UNI: 'REAPEDREC', LIT: 3 }),
      'BLOCS.csv': table('BLOCS', 2014, { FI, SALCHIR: 3, SAL24CHIR: 1, SALTOT: 3 }),
      'DIALYSE.csv': table('DIALYSE', 2014, { FI, DIALY: '112BA', CAPA: 9, SEAN: 40 }, { FI, DIALY: 'TOT', UDM: 1 }),
    },
  });
  const of = (name: string, columns: string) =>
    test.database.query(`select kind_code as kind, ${columns} from clinical.${name} where year = 2014 order by 1`);
  expect(await of('emergency_activity', 'visits, visits_from80 as old, visits_under18 as young')).toEqual([
    { kind: 'GEN', visits: 100, old: 7, young: 0 },
    { kind: 'PED', visits: 50, old: null, young: null },
  ]);
  expect(await of('critical_care', 'beds, stays')).toEqual([{ kind: 'SIADU', beds: 6, stays: null }]);
  expect(await of('operating_theatres', 'rooms, rooms_around_the_clock as open')).toEqual([
    { kind: 'SALCHIR', rooms: 3, open: 1 },
    { kind: 'SALTOT', rooms: 3, open: null },
  ]);
  expect(await of('dialysis_activity', 'capacity, patients, sessions')).toEqual([
    { kind: '112BA', capacity: 9, patients: null, sessions: 40 },
  ]);
  expect(summary.files.get('REA.csv')).toMatchObject({ read: 2, rejected: 0 });
  expect(await test.rejects()).toContain('URGENCES2.csv;4;rejected;unknown URG 12');
});

it('perinatal care has the type of maternity as text, unknown where the cell is empty', async () => {
  await test.loadFolders({
    y: {
      'PERINAT.csv': table(
        'PERINAT',
        2015,
        { FI, AUTOR: 'TYPE1', LIT_OBS: 8, ACCUN: 300, ACCMU: 0 },
        { FI: '010990117', ACCUN: 0 },
      ),
    },
  });
  expect(
    await test.database.query(
      `select maternity_code as code, obstetric_beds as beds, single_deliveries as one, multiple_deliveries as more from clinical.perinatal_activity where year = 2015 order by establishment_finess`,
    ),
  ).toEqual([
    { code: 'TYPE1', beds: 8, one: 300, more: 0 },
    { code: null, beds: null, one: 0, more: null },
  ]);
});
