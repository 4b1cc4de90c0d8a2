import { z } from 'zod';
import { WrongLayout } from '../pipeline/bad-record.ts';
import { finessNumber } from '../pipeline/checks.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readMembers } from '../pipeline/json-members.ts';
import { RecordErrors } from '../pipeline/record-errors.ts';
import type { Session } from '../pipeline/session.ts';
import { readActivity, readHolder, readPlace } from './activity-records.ts';
import { eventsOf, stageEvents } from './events.ts';
import {
  authorisationOf,
  capacitiesOf,
  stageAuthorisations,
  stageCapacities,
  type Numbered,
  type Owner,
} from './staged-authorisations.ts';
import { maybe } from './values.ts';

const resting = z.object({ caracteristiquesGeneriques: z.object({ identifiantAutorisation: maybe }) });

/** Copies a file's authorisations, with their capacities, to the staging tables. @throws OperatorError */
export async function stageActivities(session: Session, input: InputFile, extractedOn: string): Promise<void> {
  const authorisations = await stageAuthorisations(session.client);
  const capacities = await stageCapacities(session.client);
  const events = await stageEvents(session.client);
  const errors = new RecordErrors(session, input);
  let number = 0;

  /** Loads one record and collects its error; legal entities, sites and activities are records of their own. */
  async function withErrors(value: unknown, load: (line: number) => Promise<void> | void): Promise<void> {
    const line = ++number;
    session.countRead(input);
    try {
      await load(line);
    } catch (error) {
      errors.add(error as Error, line, textOf(value));
    }
  }

  const activityOf = (value: unknown, line: number): Numbered => ({
    line,
    activity: readActivity(
      value,
      extractedOn,
      errors.secondary(line, () => textOf(value)),
    ),
  });

  async function add(owner: Owner, held: Numbered | undefined, exercised?: Numbered): Promise<void> {
    const row = authorisationOf(owner, held, exercised);
    if (row.starts !== null && row.ends !== null && row.starts >= row.ends) {
      session.warn(
        input,
        row.line,
        `loaded without its start ${row.starts}, which is not before its end ${row.ends}`,
        row.code,
      );
      row.starts = null;
    }
    await authorisations.add(row);
    for (const capacity of capacitiesOf(held, exercised)) await capacities.add(capacity);
  }

  const addEvents = async (line: number, finess: string, given: unknown[]) =>
    events.add(
      eventsOf(
        line,
        finess,
        given,
        errors.secondary(line, () => finess),
      ),
    );

  async function loadHolder(value: unknown, record: number): Promise<void> {
    const holder = readHolder(value);
    const legalEntity = finessNumber(holder.numFiness, 'the number');
    const held = new Map<string, Numbered>();
    const atSites = new Set<string>();
    const heldEvents: unknown[] = [];
    for (const part of holder.activitesAutorisees) {
      await withErrors(part, (line) => {
        const one = activityOf(part, line);
        held.set(one.activity.id, one);
        heldEvents.push(...one.activity.events);
      });
    }
    await addEvents(record, legalEntity, heldEvents);
    for (const part of holder.ege) {
      await withErrors(part, async (place) => {
        const { numFinessEge, activitesExercees } = readPlace(part);
        // Before anything is rejected: an authorisation whose site cannot be read is not one without a site.
        for (const one of activitesExercees)
          atSites.add(resting.safeParse(one).data?.caracteristiquesGeneriques.identifiantAutorisation ?? '');
        const site = finessNumber(numFinessEge, 'the number');
        const owner = { legalEntity, site };
        const siteEvents: unknown[] = [];
        for (const one of activitesExercees) {
          await withErrors(one, async (line) => {
            const exercised = activityOf(one, line);
            siteEvents.push(...exercised.activity.events);
            await add(owner, held.get(exercised.activity.authorisation), exercised);
          });
        }
        await addEvents(place, site, siteEvents);
      });
    }
    for (const [id, one] of held) if (!atSites.has(id)) await add({ legalEntity, site: null }, one);
  }

  for await (const { name, value } of readMembers(input)) {
    if (name !== 'pmej') continue;
    await withErrors(value, async (line) => {
      if (typeof value !== 'object' || value === null || !('activitesAutorisees' in value))
        throw new WrongLayout('the record is not a legal entity with its activities (pmej with activitesAutorisees)');
      await loadHolder(value, line);
    });
    session.progress.update(input);
  }
  errors.finish();
  for (const staging of [authorisations, capacities, events]) await staging.flush();
}

/** The text of a record for the file of rejects, without the lists of other records. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (Array.isArray(part) ? undefined : part)) ?? '';
