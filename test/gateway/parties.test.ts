import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../platform/contract/caller.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';

/** Three institutions, two of them parties of the framework agreement, and one that sees what concerns all. */
const chr = bearer('570005165', 'partner');
const hia = bearer('570000596', 'partner');
const jury = bearer('570000513', 'partner');
const all = bearer('570000513', 'partner', 'partner:all');

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const codesOf = (errors: { extensions: Record<string, unknown> }[]) =>
  errors.map(({ extensions }) => extensions['code']);

describe('the needs of an institution are seen by itself', () => {
  const needs = (caller: Caller) =>
    hub.execute('{ establishment(finess: "570005165") { workforceNeeds { requiredFte } } }', {}, caller);

  it('and by whom an operator lets see all', async () => {
    for (const caller of [chr, all]) {
      const { data, errors } = await needs(caller);
      expect(errors).toEqual([]);
      expect(data.establishment.workforceNeeds.length).toBeGreaterThan(1);
    }
  });

  it('by no other partner, not even one of the same agreement', async () => {
    for (const caller of [hia, jury]) {
      const { data, errors } = await needs(caller);
      expect(data.establishment.workforceNeeds).toBeNull();
      expect(codesOf(errors)).toEqual(['FORBIDDEN']);
      expect(errors[0]!.message).toContain('Establishment.workforceNeeds is for the institutions that it concerns');
    }
  });

  it('and those of a site by its legal entity', async () => {
    await hub.database.query(
      `insert into clinical.workforce_need (code, establishment_finess, specialty_code, required_fte, filled_fte, source_code)
       values ('mercy-essai', '570026682', 'SM02', 2, 1, 'illustrative')`,
    );
    const ask = (caller: Caller) =>
      hub.execute('{ establishment(finess: "570026682") { workforceNeeds { requiredFte } } }', {}, caller);
    expect((await ask(chr)).data.establishment.workforceNeeds).toEqual([{ requiredFte: 2 }]);
    expect(codesOf((await ask(hia)).errors)).toEqual(['FORBIDDEN']);
  });
});

describe('what is agreed of a flow or contract is seen by whom it concerns', () => {
  const flows = (caller: Caller) =>
    hub.execute('{ establishment(finess: "570000596") { teleradiology(role: CONSUMER) { onCallOnly } } }', {}, caller);
  const costs = (caller: Caller) =>
    hub.execute('{ laundries(first: 100) { nodes { contracts { customer { finess } unitCostEur } } } }', {}, caller);

  it('the hours of teleradiology', async () => {
    for (const caller of [chr, hia, all]) expect((await flows(caller)).errors).toEqual([]);
    const { data, errors } = await flows(jury);
    expect(data.establishment.teleradiology).toEqual([{ onCallOnly: null }, { onCallOnly: null }]);
    expect(codesOf(errors)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it("the costs of a laundry's contracts", async () => {
    const known = async (caller: Caller) => {
      const contracts = (await costs(caller)).data.laundries.nodes.flatMap((unit: any) => unit.contracts);
      return contracts
        .filter(({ unitCostEur }: any) => unitCostEur !== null)
        .map(({ customer }: any) => customer.finess);
    };
    const agreed = ['570000596', '570005165'];
    expect((await known(chr)).toSorted()).toEqual(agreed);
    // A party of the agreement that the contracts are based on.
    expect((await known(hia)).toSorted()).toEqual(agreed);
    expect(await known(jury)).toEqual([]);
    expect((await known(all)).toSorted()).toEqual(agreed);
  });

  it('and the mean cost of a scenario, where all its contracts do', async () => {
    const outcome = async (caller: Caller) => {
      const { data } = await hub.execute(
        '{ simulateSharedService(scenario: { kind: LINEN }) { warnings baseline { costPerUnitEur } } }',
        {},
        caller,
      );
      const { warnings, baseline } = data.simulateSharedService;
      return {
        cost: baseline.costPerUnitEur,
        isTold: warnings.some((text: string) => text.startsWith('The cost is not told')),
      };
    };
    expect(await outcome(all)).toEqual({ cost: expect.any(Number), isTold: false });
    expect(await outcome(chr)).toEqual({ cost: expect.any(Number), isTold: false });
    expect(await outcome(jury)).toEqual({ cost: null, isTold: true });
  });
});
