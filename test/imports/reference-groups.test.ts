import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readRows, referenceFolder } from '../../imports/reference/yaml.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const list = 'data/ght/ght-grand-est-2018.csv';

interface Membership {
  grouping: string;
  establishment: string;
  role: string;
  start?: string;
  end?: string;
  source: string;
}

const memberships = readRows(referenceFolder, 'memberships.yaml') as unknown as Membership[];
const successions = readRows(referenceFolder, 'successions.yaml') as unknown as {
  predecessor: string;
  successor: string;
  succeededOn: string;
}[];

/** The list has two sites, which stand for their legal entities. */
const legalEntityOf = (finess: string): string =>
  ({ '080002025': '080000441', '080002066': '080000482' })[finess] ?? finess;

/** The group and the member of each line; the codes of SAE have the same numbers as those of the list. */
const listed = (): string[] =>
  readFileSync(sharedPath(list), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(';'))
    .map(([code, , finess]) => `${code!.replace('GE-', '441')} ${legalEntityOf(finess!)}`);

const isOfList = ({ grouping }: Membership): boolean => /^441(0\d|1[01])$/.test(grouping);
const keyOf = ({ grouping, establishment }: Membership): string => `${grouping} ${establishment}`;

it.skipIf(!hasShared(list))(
  'the groups of Grand Est have the 93 members of the list of 2018, each once, and no other of that source',
  () => {
    const expected = listed().toSorted();
    expect(new Set(expected).size).toBe(93);
    const known = memberships.filter((one) => isOfList(one) && one.role !== 'ASSOCIATE' && one.start === undefined);
    expect(known.map(keyOf).toSorted()).toEqual(expected);
    const ofList = memberships.filter(({ source }) => source === 'ght-grand-est-2018');
    expect(
      ofList.filter((one) => one.role !== 'MEMBER' || one.start !== undefined || !expected.includes(keyOf(one))),
    ).toEqual([]);
    // The others are those whose role another source states.
    expect(
      known
        .filter(({ source }) => source !== 'ght-grand-est-2018')
        .map(keyOf)
        .toSorted(),
    ).toEqual(expected.filter((key) => !ofList.map(keyOf).includes(key)));
  },
);

it('a member that was succeeded left its group on the day on which its successor is known in it', () => {
  const ended = memberships.filter((one) => isOfList(one) && one.end !== undefined);
  const succeeded = memberships.filter((one) =>
    successions.some(({ predecessor }) => predecessor === one.establishment),
  );
  expect(ended).toEqual(succeeded);
  expect(ended).toHaveLength(8);
  for (const { grouping, establishment, end } of ended) {
    const succession = successions.find(({ predecessor }) => predecessor === establishment)!;
    expect(succession.succeededOn).toBe(end);
    const entered = memberships.find((one) => one.grouping === grouping && one.establishment === succession.successor)!;
    // The list has a successor that existed beside its predecessor.
    expect([undefined, end]).toContain(entered.start);
  }
});
