import { expect, it } from 'vitest';
import { finess } from '../../imports/finess/index.ts';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import { testSubgraph } from '../support/subgraph.ts';
import { file, person, site as siteOfPlus } from './finess-plus-fixtures.ts';
import { extract, importTest, site } from './fixtures.ts';

const test = importTest();

it('takes the participation in the public service of both forms of the register, the later one last', async () => {
  await test.load(
    { 'et.csv': extract('2021-01-08', site({ codesph: '6' }), site({ nofinesset: '010990117', codesph: '' })) },
    {},
    finess,
  );
  const service = await testSubgraph(establishments, test.database.url);
  const told = async (): Promise<unknown[]> => {
    const { data } = await service.execute(
      '{ establishments(where: { finess: { in: ["010990109", "010990117", "010990018"] } }) { nodes { finess isEspic publicService { system code label } } } }',
      {},
    );
    return data.establishments.nodes;
  };
  const unknown = { isEspic: null, publicService: null };
  const of = (code: string, label: string): object => ({ system: 'finess-public-service', code, label });
  expect(await told()).toEqual([
    { finess: '010990018', ...unknown },
    {
      finess: '010990109',
      isEspic: true,
      publicService: of('6', "Établissement de santé privé d'intérêt collectif (ESPIC)"),
    },
    { finess: '010990117', ...unknown },
  ]);
  const ege = siteOfPlus('799', '010990109');
  const espic = { ...ege, informationsGeneralesEGE: { ...ege.informationsGeneralesEGE, espic: ['1'] } };
  await test.load(
    file('2026-07-01', { pmej: [person('2', '010990018', { ege: [espic] })] }),
    { partial: true },
    finessPlus,
  );
  expect(await told()).toEqual([
    { finess: '010990018', ...unknown },
    { finess: '010990109', isEspic: false, publicService: of('1', 'Établissement public de santé') },
    { finess: '010990117', ...unknown },
  ]);
  await service.close();
});
