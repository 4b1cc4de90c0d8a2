import { WrongLayout } from '../pipeline/bad-record.ts';
import { RecordErrors } from '../pipeline/record-errors.ts';
import { fieldsOf } from '../pipeline/fields.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { linesBelowFirst, type Line } from '../pipeline/lines.ts';
import { stageEstablishments, stageLocations, type StagedEstablishment } from '../register/staged.ts';
import type { Session } from '../pipeline/session.ts';
import type { Staging } from '../../services/kit/database/staging.ts';
import { CommuneFinder } from '../territories/commune-finder.ts';
import { named, structureej, structureet } from './layouts.ts';
import { legalEntity, location, locationRecord, site, type Reading } from './records.ts';

/** The section that shows the kind of a file. */
export type MainSection = 'structureej' | 'structureet';

const levels = { structureej: 'LEGAL_ENTITY', structureet: 'SITE' } as const;

/** Copies a file's records to the staging tables. @throws OperatorError */
export async function stageFile(session: Session, input: InputFile, section: MainSection): Promise<void> {
  const establishments = await stageEstablishments(session.client);
  const locations = await stageLocations(session.client);
  const communes = new CommuneFinder();
  const errors = new RecordErrors(session, input);
  for await (const lines of linesBelowFirst(input)) {
    for (const line of lines) {
      session.countRead(input);
      try {
        const fields = fieldsOf(line);
        if (fields[0] === 'geolocalisation' && section === 'structureet') {
          const row = location(locationRecord(fields) ?? wrongArity(fields, '6'), line);
          if (row) await locations.add(row);
        } else
          await establishments.add(
            record(section, fields, line, { communes, secondary: errors.secondary(line.number, () => line.text) }),
          );
      } catch (error) {
        errors.add(error, line.number, line.text);
        await stageNumber(establishments, section, line);
      }
    }
    session.progress.update(input);
  }
  errors.finish();
  await establishments.flush();
  await locations.flush();
}

function record(section: MainSection, fields: string[], line: Line, reading: Reading): StagedEstablishment {
  if (fields[0] !== section) throw new WrongLayout(`unknown section ${fields[0]!.slice(0, 40) || '(empty)'}`);
  if (section === 'structureej')
    return legalEntity(named(structureej, fields) ?? wrongArity(fields, '23'), line, reading);
  return site(named(structureet, fields) ?? wrongArity(fields, '32'), line, reading);
}

function wrongArity(fields: string[], expected: string): never {
  throw new WrongLayout(`the line has ${fields.length} fields instead of ${expected} (${fields[0]})`);
}

/** Stages the number of a rejected record, if it is readable: the register lists it. */
async function stageNumber(
  establishments: Staging<StagedEstablishment>,
  section: MainSection,
  { number, text }: Line,
): Promise<void> {
  const finess = new RegExp(`^${section};"?([0-9][0-9A-Z][0-9]{7})"?;`).exec(text)?.[1];
  if (finess) await establishments.add({ line: number, raw: '', listed: false, finess, level: levels[section] });
}
