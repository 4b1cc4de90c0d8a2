import { z } from 'zod';
import { finessPattern } from '../../platform/contract/finess.ts';

const text = z.string().trim().min(1);
const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);
const finess = z.string().regex(finessPattern, 'not a FINESS number: 9 digits (the second may be a letter), quoted');
const date = z.iso.date('not a date, YYYY-MM-DD');
const identifier = z.strictObject({ system: text, value: text });

export const establishmentRow = z.strictObject({
  finess,
  level: z.enum(['LEGAL_ENTITY', 'SITE']),
  name: text.nullable(),
  longName: optional(text),
  categoryCode: optional(z.string().regex(/^[0-9]{3}$/, 'not a FINESS category: 3 digits, quoted')),
  categoryLabel: optional(text),
  legalStatusCode: optional(z.string().regex(/^[0-9]{2}$/, 'not a FINESS legal status: 2 digits, quoted')),
  legalEntity: optional(finess),
  address: optional(
    z.strictObject({
      lines: z.array(text),
      postalCode: optional(z.string().regex(/^[0-9]{5}$/, 'not a postal code: 5 digits, quoted')),
      city: optional(text),
      communeCode: optional(
        z.string().regex(/^[0-9][0-9AB][0-9]{3}$/, 'not an INSEE commune code: 5 characters, quoted'),
      ),
    }),
  ),
  latitude: optional(z.number().min(-90).max(90)),
  longitude: optional(z.number().min(-180).max(180)),
  phone: optional(z.string().regex(/^[0-9]{10}$/, 'not a phone number: 10 digits, quoted')),
  openedOn: optional(date),
  identifiers: z.array(identifier).default([]),
  source: text,
});

/** A legal entity or a site; values that no source states are null, even the name of a legal entity. */
export type ReferenceEstablishment = z.infer<typeof establishmentRow>;
/** The part of the reference dataset that is stored in the tables of the register; the other parts are datasets. */
export interface ReferenceRegister {
  establishments: ReferenceEstablishment[];
}

/** The files of the register. */
export const registerFiles = {
  establishments: 'establishments.yaml',
} as const satisfies Record<keyof ReferenceRegister, string>;
