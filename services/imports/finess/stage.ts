import { LostZero, SpoiltNumber } from '../checks.ts';
import type { Input } from '../input.ts';
import { readLines, splitFields, type Line } from '../lines.ts';
import { stageEstablishments, stageLocations, type StagedEstablishment } from '../register/staged.ts';
import { BadRecord, refusal, type Session } from '../session.ts';
import type { Staging } from '../staging.ts';
import { Places } from '../territories/places.ts';
import { named, structureej, structureet } from './forms.ts';
import { legalEntity, location, locationRecord, site } from './records.ts';

/** The section that makes a file what it is. */
export type MainSection = 'structureej' | 'structureet';

/** A line has not the fields of its section, or none of the file's sections. */
class WrongForm extends BadRecord {}

const levels = { structureej: 'LEGAL_ENTITY', structureet: 'SITE' } as const;

/** Copies a file's records into the staging tables; tells whether any gives coordinates. @throws OperatorError */
export async function stageFile(session: Session, input: Input, section: MainSection): Promise<{ located: boolean }> {
  const establishments = await stageEstablishments(session.client);
  const locations = await stageLocations(session.client);
  const places = new Places();
  const faults = new Faults(session, input);
  let located = false;
  for await (const lines of readLines(input)) {
    for (const line of lines) {
      // The first line is the file's own, and has been read.
      if (line.number === 1) continue;
      session.read(input);
      try {
        const fields = fieldsOf(line);
        if (fields[0] === 'geolocalisation' && section === 'structureet') {
          located = true;
          const row = location(locationRecord(fields) ?? wrongArity(fields, '6'), line);
          if (row) await locations.add(row);
        } else await establishments.add(record(section, fields, line, places));
      } catch (error) {
        faults.take(error, line);
        await keepOpen(establishments, section, line);
      }
    }
    session.progress.update(input);
  }
  faults.end();
  await establishments.flush();
  await locations.flush();
  return { located };
}

function fieldsOf({ text }: Line): string[] {
  // PostgreSQL's texts cannot hold it.
  if (text.includes('\0')) throw new BadRecord('the line has a NUL character');
  const fields = splitFields(text);
  if (!fields) throw new BadRecord('the quotes of the line do not match');
  return fields;
}

function record(section: MainSection, fields: string[], line: Line, places: Places): StagedEstablishment {
  if (fields[0] !== section) throw new WrongForm(`${fields[0]!.slice(0, 40) || '(empty)'} is no section of this file`);
  if (section === 'structureej') return legalEntity(named(structureej, fields) ?? wrongArity(fields, '23'), line, places);
  return site(named(structureet, fields) ?? wrongArity(fields, '32'), line, places);
}

function wrongArity(fields: string[], expected: string): never {
  throw new WrongForm(`the line has ${fields.length} fields and not the ${expected} of a ${fields[0]}`);
}

/** A record that is left out still lists its number, if that can be read. */
async function keepOpen(establishments: Staging<StagedEstablishment>, section: MainSection, { number, text }: Line): Promise<void> {
  const finess = new RegExp(`^${section};"?([0-9][0-9A-Z][0-9]{7})"?;`).exec(text)?.[1];
  if (finess) await establishments.add({ line: number, raw: '', listed: false, finess, level: levels[section] });
}

/** What went wrong so far: one bad record is left out, and a file that cannot be what it says is refused. */
class Faults {
  readonly #session: Session;
  readonly #input: Input;
  #lostZero: number | undefined;
  #wrong = 0;
  #firstWrong: { line: number; reason: string } | undefined;

  constructor(session: Session, input: Input) {
    this.#session = session;
    this.#input = input;
  }

  take(error: unknown, { number, text }: Line): void {
    if (error instanceof SpoiltNumber) throw refusal(this.#input, number, error.message);
    if (!(error instanceof BadRecord)) throw error;
    if (error instanceof LostZero) {
      if (this.#lostZero !== undefined) throw refusal(this.#input, number, `${error.message}, as on line ${this.#lostZero}: a spreadsheet spoilt the file's numbers`);
      this.#lostZero = number;
    }
    if (error instanceof WrongForm) {
      this.#wrong += 1;
      this.#firstWrong ??= { line: number, reason: error.message };
    }
    this.#session.reject(this.#input, number, error.message, text);
  }

  end(): void {
    const { read } = this.#session.files.get(this.#input.name)!;
    const first = this.#firstWrong;
    if (first && this.#wrong > read / 2) throw refusal(this.#input, first.line, `${first.reason}, and so it is with ${this.#wrong} of the ${read} lines`);
  }
}
