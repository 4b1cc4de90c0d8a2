import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';
import { loadHospitals, numberOf, searchOn } from './hospitals.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await loadHospitals(database);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const find = (where: object, list = 'totalCount nodes { establishment { finess } }'): Promise<Answer> =>
  service.execute(`query ($where: CrossDomainWhere!) { findEstablishments(where: $where) { ${list} } }`, { where });

const found = searchOn(() => service);

const all = [1, 2, 11, 12, 21, 31, 41];
const known = [1, 2, 11, 12, 21, 31];

describe('a condition keeps what it says, of legal entities what their sites have', () => {
  it.each([
    ['nothing asked', {}, all],
    ['name, whatever the accents', { name: { contains: 'beta' } }, [2, 21]],
    ['category', { category: { eq: '355' } }, [2, 12, 21]],
    ['category, unknown or not', { category: { isNull: true } }, []],
    ['territory: a department', { territory: { eq: '57' } }, [1, 11]],
    ['territory: a region', { territory: { eq: 'REG-44' } }, [1, 11, 12, 21]],
    ['territory: a commune', { territory: { in: ['57463', '75056', 'none'] } }, [11, 31]],
    ['territory: codes that begin so', { territory: { startsWith: '5' } }, [1, 11, 12]],
    ['territory: unknown', { territory: { isNull: true } }, [2, 41]],
    ['territory: known, and in one', { territory: { isNull: false, eq: '57' } }, [1, 11]],
    ['territory: unknown, and in one', { territory: { isNull: true, startsWith: '57' } }, []],
    ['search', { search: 'nord alpha' }, [11]],
    ['near', { near: { latitude: 49.1, longitude: 6.2, radiusKm: 5 } }, [11]],
    ['level', { level: 'LEGAL_ENTITY' }, [1, 2]],
    ['isOpen', { isOpen: false }, [41]],
    ['openOn', { openOn: '2019-06-01', category: { eq: 'Z99' } }, [41]],
    ['closedOn', { closedOn: { isNull: false } }, [41]],
    ['openedOn', { openedOn: { isNull: false } }, []],
    ['identifier', { identifier: { system: 'SIRET', value: '26570000000011' } }, [21]],
    ['sector', { sector: ['UNKNOWN'] }, [1, 2, 11, 12, 21, 31, 41]],
    ['another sector', { sector: ['PUBLIC', 'PRIVATE_NON_PROFIT'] }, []],
    ['isMilitary', { isMilitary: true }, [31]],
    ['not isMilitary', { isMilitary: false }, [1, 2, 11, 12, 21, 41]],
    ['isUniversityHospital', { isUniversityHospital: true }, [1, 11, 12]],
    ['not isUniversityHospital', { isUniversityHospital: false }, [2, 21, 31, 41]],
  ])('register: %s', async (_, where, expected) => {
    expect(await found(where)).toEqual(expected);
  });

  it.each([
    ['any', {}, known],
    ['discipline', { discipline: ['SURGERY'] }, [1, 2, 11]],
    ['discipline, with nothing but zeros', { discipline: ['OBSTETRICS'] }, []],
    ['discipline, of none', { discipline: [] }, []],
    ['beds', { discipline: ['MEDICINE'], beds: { gte: 50 } }, [1, 2, 21]],
    ['beds of two disciplines together', { discipline: ['MEDICINE', 'SURGERY'], beds: { gte: 50 } }, [1, 2, 11, 21]],
    ['beds of all disciplines', { beds: { eq: 76 } }, [2]],
    ['beds, none', { discipline: ['OBSTETRICS'], beds: { eq: 0 } }, [2, 21]],
    ['beds, unknown', { discipline: ['MEDICINE'], beds: { isNull: true } }, [31, 41]],
    ['beds, known', { discipline: ['MEDICINE'], beds: { isNull: false } }, [1, 2, 11, 12, 21]],
    ['beds, known and few', { discipline: ['MEDICINE'], beds: { isNull: false, lt: 50 } }, [11, 12]],
    ['beds, unknown and few', { discipline: ['MEDICINE'], beds: { isNull: true, lt: 50 } }, []],
    ['beds, nothing asked of them', { discipline: ['SURGERY'], beds: {} }, [1, 2, 11]],
    ['year', { discipline: ['MEDICINE'], beds: { gte: 25 }, year: 2023 }, [1, 2, 11, 21]],
    ['year, without statistics', { year: 1990 }, []],
  ])('care: %s', async (_, care, expected) => {
    expect(await found({ care })).toEqual(expected);
  });

  it.each([
    ['any', {}, known],
    ['modality', { modality: ['MRI'] }, [1, 11, 12]],
    ['devices', { modality: ['MRI'], devices: { gte: 3 } }, [1]],
    ['devices of two modalities together', { modality: ['MRI', 'SCANNER'], devices: { eq: 2 } }, [2, 11, 12, 21]],
    ['devices, none', { modality: ['MRI'], devices: { eq: 0 } }, [31]],
    ['exams', { exams: { gte: 1000 } }, [1, 11]],
    ['exams, unknown', { exams: { isNull: true } }, [2, 21, 41]],
    ['devices and exams', { devices: { gte: 2 }, exams: { isNull: true } }, [2, 21]],
    ['year', { modality: ['MRI'], year: 2023 }, [2, 21]],
  ])('imaging: %s', async (_, imaging, expected) => {
    expect(await found({ imaging })).toEqual(expected);
  });

  it.each([
    ['labs', { labs: {} }, known],
    ['labs: biosafety', { labs: { biosafety: ['P3'] } }, [1, 11, 31]],
    ['labs: shared', { labs: { biosafety: ['P2'] } }, [1, 2, 12, 21]],
    ['labs: of the past', { labs: { biosafety: ['P4'] } }, []],
    ['pharmacy', { pharmacy: {} }, [1, 2, 12, 31]],
    ['pharmacy: activity', { pharmacy: { activity: ['CYTOTOXICS'] } }, [1, 2, 12]],
    [
      'pharmacy: one activity of several',
      { pharmacy: { activity: ['RETROCESSION', 'STERILISATION'] } },
      [1, 2, 12, 31],
    ],
    ['pharmacy: of the past', { pharmacy: { activity: ['PURCHASING'] } }, []],
    ['catering', { catering: {} }, [1, 11]],
    ['catering by a grouping', { catering: { suppliedBy: { eq: 'G3' } } }, [1, 11]],
    ['laundry', { laundry: { any: true } }, [2, 21]],
    ['laundry by an establishment', { laundry: { suppliedBy: { eq: numberOf(1) } } }, [2, 21]],
    ['laundry by another', { laundry: { suppliedBy: { eq: 'G3' } } }, []],
    ['laundry, none', { laundry: { any: false } }, [1, 11, 12, 31, 41]],
    ['laundry, none and by one', { laundry: { any: false, suppliedBy: { eq: numberOf(1) } } }, []],
    ['declared', { declared: { activity: ['IMAG'] } }, [1, 11]],
    ['declared, said so', { declared: { activity: ['BIO'], isPresent: true } }, [1, 12]],
    ['declared, one activity of several', { declared: { activity: ['BIO', 'TELEMED'] } }, [1, 12, 31]],
    ['declared not to have, by no site', { declared: { activity: ['IMAG'], isPresent: false } }, [2, 12, 21]],
    ['declared to have none of several', { declared: { activity: ['IMAG', 'BIO'], isPresent: false } }, [2, 21]],
    ['declared, in the latest year alone', { declared: { activity: ['IMAG'] }, name: { contains: 'beta' } }, []],
    ['declared, of no activity', { declared: { activity: [] } }, []],
    ['declared, nobody was asked', { declared: { activity: ['GREFFE'], isPresent: false } }, []],
    ['declared, otherwise than found', { NOT: { declared: { activity: ['IMAG'] } } }, [2, 12, 21, 31, 41]],
    ['interns', { interns: { gte: 30 } }, [1, 11]],
    ['interns of sites together', { interns: { eq: 42 } }, [1]],
    ['interns, unknown', { interns: { isNull: true } }, [2, 21, 41]],
  ])('%s', async (_, where, expected) => {
    expect(await found(where)).toEqual(expected);
  });

  it.each([
    ['NOT', { NOT: { imaging: { modality: ['MRI'] } } }, [2, 21, 31, 41]],
    ['NOT, unknowns included', { NOT: { interns: { gte: 10 } } }, [2, 21, 31, 41]],
    ['NOT of an unknown column', { NOT: { territory: { eq: '57' } } }, [2, 12, 21, 31, 41]],
    ['NOT of two', { NOT: { labs: { biosafety: ['P3'] }, isMilitary: true } }, [1, 2, 11, 12, 21, 41]],
    ['NOT of dependencies', { NOT: { dependsOn: {} } }, [12]],
    ['AND', { AND: [{ care: {} }, { territory: { eq: 'REG-44' } }], pharmacy: {} }, [1, 12]],
    ['AND of none', { AND: [] }, all],
    ['OR', { OR: [{ isMilitary: true }, { laundry: { any: true } }] }, [2, 21, 31]],
    ['OR of none', { OR: [] }, []],
    ['OR of a NOT', { OR: [{ NOT: { care: {} } }, { imaging: { devices: { gte: 4 } } }] }, [1, 41]],
    [
      'five domains',
      {
        territory: { eq: 'REG-44' },
        imaging: {},
        care: { beds: { gte: 60 } },
        membership: { kind: ['GHT_PSYCHIATRY'] },
        dependsOn: { domain: ['LAUNDRY'] },
      },
      [21],
    ],
  ])('%s', async (_, where, expected) => {
    expect(await found(where)).toEqual(expected);
  });
});

describe('is refused', () => {
  it.each([
    [{ care: { year: 1899 } }, 'where.care.year'],
    [{ NOT: { imaging: { year: 2201 } } }, 'where.NOT.imaging.year'],
    [{ dependsOn: { maxDepth: 0 } }, 'where.dependsOn.maxDepth'],
    [{ OR: [{ dependsOn: { maxDepth: 7 } }] }, 'where.OR.0.dependsOn.maxDepth'],
    [{ territory: { contains: '57' } }, 'where.territory.contains'],
    [{ membership: { grouping: { contains: 'G' } } }, 'where.membership.grouping.contains'],
    [{ cooperation: { partner: { contains: '99' } } }, 'where.cooperation.partner.contains'],
    [{ catering: { suppliedBy: { contains: 'G3' } } }, 'where.catering.suppliedBy.contains'],
    [{ interns: { in: Array.from({ length: 1001 }, (_, index) => index) } }, 'where.interns.in'],
  ])('%j, naming the argument', async (where, argument) => {
    const { errors, statements } = await find(where);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    expect(statements).toEqual([]);
  });
});
