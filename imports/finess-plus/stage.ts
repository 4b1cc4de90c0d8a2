import { finessNumber } from '../pipeline/checks.ts';
import { WrongLayout } from '../pipeline/bad-record.ts';
import { RecordErrors } from '../pipeline/record-errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readMembers } from '../pipeline/json-members.ts';
import { stageEstablishments, stageLocations, type StagedEstablishment } from '../register/staged.ts';
import type { Session } from '../pipeline/session.ts';
import { CommuneFinder } from '../territories/commune-finder.ts';
import { eventsOf, stageEvents } from './events.ts';
import { stageNumbers } from './file-numbers.ts';
import { stageGroupings } from './groupings.ts';
import { stageMembers } from './memberships.ts';
import { legalEntity, readEge, readGcc, readGco, readPmej, site } from './records.ts';
import { agreementGroup, legalPersonGroup, membersOf } from './groups.ts';

/** The arrays of records of a file. */
const arrays = new Set(['pmej', 'gco', 'gcc']);

/** Copies a file's legal entities, sites, groups and members to the staging tables. @throws OperatorError */
export async function stageStructures(session: Session, input: InputFile, extractedOn: string): Promise<void> {
  const { client } = session;
  const establishments = await stageEstablishments(client);
  await stageLocations(client);
  const groupings = await stageGroupings(client);
  const members = await stageMembers(client);
  const numbers = await stageNumbers(client);
  const events = await stageEvents(client);
  const communes = new CommuneFinder();
  const errors = new RecordErrors(session, input);
  /** What the record of a line is read with. */
  const reading = (line: number, value: unknown) => ({
    extractedOn,
    communes,
    secondary: errors.secondary(line, () => JSON.stringify(value)),
    warn: (reason: string) => session.warn(input, line, reason, JSON.stringify(value)),
  });
  let number = 0;

  /** Loads one record and collects its error; a site within a legal entity is a record of its own. */
  async function withErrors(value: unknown, load: (line: number) => Promise<void>): Promise<void> {
    const line = ++number;
    session.countRead(input);
    await load(line).catch((error) => errors.add(error, line, JSON.stringify(value)));
  }

  /** Stages a record; if it is rejected, its number only, which the register lists, so that the establishment stays open. */
  async function addEstablishment(
    row: () => StagedEstablishment,
    listing: Pick<StagedEstablishment, 'line' | 'finess' | 'level'>,
  ): Promise<void> {
    try {
      await establishments.add(row());
    } catch (error) {
      await establishments.add({ ...listing, listed: false });
      throw error;
    }
  }

  const loadPerson = async (value: object, line: number) => {
    const pmej = readPmej(value);
    const finess = finessNumber(pmej.informationsGeneralesPMEJ.numFinessPm, 'the number');
    await numbers.add({ system: 'SMSSE', number: pmej.informationsGeneralesPMEJ.pmSmsseId, finess });
    await events.add(eventsOf(line, finess, pmej.evenement, reading(line, pmej.informationsGeneralesPMEJ).secondary));
    for (const part of pmej.ege) {
      await withErrors(part, async (own) => {
        const ege = readEge(part);
        const siteNumber = finessNumber(ege.informationsGeneralesEGE.numFinessEge, 'the number');
        await numbers.add({ system: 'EGE', number: ege.informationsGeneralesEGE.egeId, finess: siteNumber });
        await events.add(
          eventsOf(own, siteNumber, ege.evenement, reading(own, ege.informationsGeneralesEGE).secondary),
        );
        await addEstablishment(() => site(ege, own, finess, reading(own, ege.informationsGeneralesEGE)), {
          line: own,
          finess: siteNumber,
          level: 'SITE',
        });
      });
    }
    await addEstablishment(() => legalEntity(pmej, line, reading(line, pmej.informationsGeneralesPMEJ)), {
      line,
      finess,
      level: 'LEGAL_ENTITY',
    });
  };
  const loadGroup = async (value: object, line: number) => {
    const found = 'gccId' in value ? readGcc(value) : readGco(value);
    const row =
      'gccId' in found
        ? agreementGroup(found, line, reading(line, { gccId: found.gccId }))
        : legalPersonGroup(found, line);
    await groupings.add(row);
    for (const member of membersOf(found, row)) await members.add(member);
  };

  for await (const { name, value } of readMembers(input)) {
    if (!arrays.has(name)) continue;
    await withErrors(value, async (line) => {
      if (typeof value !== 'object' || value === null) throw new WrongLayout('the record is not an object');
      if ('informationsGeneralesPMEJ' in value) return loadPerson(value, line);
      if ('gccId' in value || 'typeGco' in value) return loadGroup(value, line);
      throw new WrongLayout('the record is neither a legal entity (pmej) nor a group (gcc, gco)');
    });
    session.progress.update(input);
  }
  errors.finish();
  for (const staging of [establishments, groupings, members, numbers, events]) await staging.flush();
}
