import type { TestDatabase } from '../../support/database.ts';
import { addEstablishments } from '../../support/establishments.ts';

/** The FINESS number of an establishment by its letter: `a` to `f` are legal entities; `A` and `B` are sites of `a` and `b`. */
export const finess = (name: string): string =>
  `9900000${name === name.toLowerCase() ? '1' : '2'}${name.toLowerCase().codePointAt(0)! - 96}`;
/** The letter of an establishment. */
export const named = ({ finess: number }: { finess: string }): string =>
  String.fromCodePoint(Number(number.at(-1)) + (number.at(-2) === '1' ? 96 : 64));

/** Adds establishments that rely on one another, with a circle, periods, sites, and a need that two serve. */
export async function addGraph(database: TestDatabase): Promise<void> {
  await addEstablishments(database, [
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ finess: finess(name) })),
    ...['A', 'B'].map((name) => ({ finess: finess(name), of: finess(name.toLowerCase()) })),
  ]);
  // a → b → c → a is a circle; c → d hangs on it. A relies on e, and e on B; f relies on a.
  const flows: [string, string, string, string, boolean, number | null, string][] = [
    ['1', 'a', 'b', 'MRI', false, 0.5, '(,)'],
    ['2', 'a', 'b', 'MRI', true, 0.2, '(,)'],
    ['3', 'a', 'c', 'SCANNER', false, 0.25, '[2015-01-01,2020-01-01)'],
    ['4', 'a', 'd', 'SCANNER', false, null, '[2015-01-01,)'],
    ['5', 'b', 'c', 'MRI', false, null, '(,)'],
    ['6', 'c', 'a', 'MRI', false, 1, '(,)'],
    ['7', 'c', 'd', 'PET', false, null, '(,)'],
    ['8', 'c', 'd', 'PET', true, 0.1, '(,)'],
    ['9', 'A', 'e', 'MRI', false, null, '(,)'],
    ['10', 'e', 'B', 'MRI', false, null, '(,)'],
    ['11', 'f', 'a', 'MRI', false, null, '(,)'],
    ['12', 'b', 'B', 'PET', false, null, '(,)'],
  ];
  for (const [code, requester, interpreter, modality, onCall, share, period] of flows) {
    await database.query(
      `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, share, period, action_reference, source_code)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'test')`,
      [`zz-${code}`, finess(requester), finess(interpreter), modality, onCall, share, period, `zz-action-${code}`],
    );
  }
  // d is served by the laboratory of b; the laboratory of its own that does the same is not that of another.
  await database.query(`
    insert into clinical.laboratory (code, name, site_finess, operated_by_finess, biosafety, source_code) values
      ('zz-1', 'ZZ Labo', '${finess('B')}', '${finess('b')}', 'P2', 'test'), ('zz-2', 'ZZ Propre', '${finess('d')}', null, 'P2', 'test')`);
  await database.query(`
    insert into clinical.lab_referral (code, requester_finess, laboratory_code, specialty, share, source_code) values
      ('zz-1', '${finess('d')}', 'zz-1', 'GENETICS', 0.6, 'test'), ('zz-2', '${finess('d')}', 'zz-2', 'GENETICS', 0.4, 'test'),
      ('zz-3', '${finess('d')}', 'zz-1', 'VIROLOGY', 0.6, 'test')`);
}
