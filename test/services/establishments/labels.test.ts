import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import {
  ActionGroupField,
  ActionStatus,
  CooperationMode,
} from '../../../services/establishments/agreements/cooperation.ts';
import { Domain } from '../../../services/kit/vocabulary/domain.ts';
import { EstablishmentLevel } from '../../../services/kit/vocabulary/establishment-level.ts';
import { hubLabelsOf } from '../../../services/kit/vocabulary/hub-labels.ts';
import { Sector } from '../../../services/kit/vocabulary/sector.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const labels = 'code own: label fr: label(language: FR) en: label(language: EN)';

describe('the label of a code', () => {
  it("of the hub's own vocabularies is there in French and in English", async () => {
    const { data } = await service.execute(
      `{ cooperationActions { groupBy(field: ${ActionGroupField.MODE}) { key { ${labels} } } } }`,
      {},
    );
    const keys = data.cooperationActions.groupBy.map(({ key }: any) => key);
    expect(keys).toContainEqual({
      code: 'SITE_SPECIALISATION',
      own: 'specialisation of sites',
      fr: 'spécialisation des sites',
      en: 'specialisation of sites',
    });
    for (const { own, fr, en } of keys) expect([own === en, fr === en]).toEqual([true, fr === 'convergence']);
  });

  it("of a nomenclature is in its own language, whichever is asked for; and 'unknown' is translated", async () => {
    const { data } = await service.execute(
      `{ establishment(finess: "570005165") { category { ${labels} } }
         establishments { groupBy(field: LEGAL_STATUS) { key { ${labels} } } } }`,
      {},
    );
    const { own, fr, en } = data.establishment.category;
    expect([fr, en]).toEqual([own, own]);
    expect(data.establishments.groupBy.map(({ key }: any) => key)).toContainEqual({
      code: 'UNK',
      own: 'unknown',
      fr: 'inconnu',
      en: 'unknown',
    });
  });

  it('exists for each value by which lists are counted', () => {
    const codes = [Domain, EstablishmentLevel, Sector, ActionStatus, CooperationMode].flatMap((one) =>
      Object.values(one),
    );
    expect(codes.filter((code) => !hubLabelsOf(code))).toEqual([]);
    expect(hubLabelsOf('constructor')).toBeUndefined();
  });
});
