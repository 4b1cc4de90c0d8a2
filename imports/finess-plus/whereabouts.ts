import { z } from 'zod';
import { optional, phoneNumber } from '../pipeline/checks.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';
import { list, maybe } from './values.ts';

const postalAddress = z.object({
  usageAdresse: maybe,
  numeroVoie: maybe,
  complementVoie: maybe,
  typeVoie: maybe,
  libelleVoie: maybe,
  complementPointGeographique: maybe,
  lieuDit: maybe,
  cogCommune: maybe,
  ligneAcheminement: maybe,
  codePostal: maybe,
  coordonneesGeographique: z
    .object({ coordonneeX: maybe, coordonneeY: maybe, directionLatitude: maybe, directionLongitude: maybe })
    .nullish(),
});

/** The parts of a legal entity or site that tell where it is. */
export const whereaboutsShape = {
  adresse: list(postalAddress),
  contact: list(z.object({ telecom: z.object({ telephone: maybe }).nullish() })),
};

type Address = z.output<typeof postalAddress>;

/** What they are read with. */
interface Reading {
  communes: CommuneFinder;
  secondary: Secondary;
  /** Called with what is wrong about a secondary field, which is left out. */
  warn(reason: string): void;
}

export interface Whereabouts {
  adresse: Address[];
  contact: { telecom?: { telephone: string } | null | undefined }[];
}

/** The use of the address where something is, by the code of `usageAdresse`; the others are secondary. */
const PRINCIPAL = { LEGAL_ENTITY: '02', SITE: '03' };

/**
 * Where a legal entity or site is, by its principal address, and its telephone. What is wrong with them is reported by what they
 * are read with, and left out.
 */
export function whereaboutsOf(
  { adresse, contact }: Whereabouts,
  { finess, level }: { finess: string; level: keyof typeof PRINCIPAL },
  { communes, secondary, warn }: Reading,
) {
  const at = adresse.find(({ usageAdresse }) => usageAdresse === PRINCIPAL[level]) ?? adresse[0];
  const street = [at?.numeroVoie, at?.complementVoie, at?.typeVoie, at?.libelleVoie].filter(Boolean).join(' ');
  // A FINESS number begins with the code of the department that assigned it.
  const address = {
    department: finess.slice(0, 2),
    commune: at?.cogCommune ?? '',
    postalCode: at?.codePostal ?? '',
    town: at?.ligneAcheminement ?? '',
  };
  const located = communes.locate(address);
  const phone = contact.find(({ telecom }) => telecom?.telephone)?.telecom?.telephone ?? '';
  return {
    address: [at?.complementPointGeographique, street, at?.lieuDit].filter(Boolean).join('\n') || null,
    postal_code: optional(address.postalCode),
    city: optional(address.town),
    commune_code: located.commune,
    commune_stated: located.stated,
    department_code: located.department,
    phone: secondary(() => phoneNumber(phone, 'the telephone number')),
    ...positionOf(at?.coordonneesGeographique, warn),
  };
}

const NOWHERE = { latitude: null, longitude: null };

/**
 * The degrees of an address. Files have them in either pair of fields, beside metres in the other, at times both forms in
 * one file: the numbers tell which pair it is.
 */
function positionOf(
  given: Address['coordonneesGeographique'],
  warn: (reason: string) => void,
): { latitude: number | null; longitude: number | null } {
  if (!given) return NOWHERE;
  const pairs = [
    [given.coordonneeY, given.coordonneeX],
    [given.directionLatitude, given.directionLongitude],
  ] as const;
  const stated = pairs.filter(([latitude, longitude]) => latitude !== '' || longitude !== '');
  for (const [latitude, longitude] of stated) {
    if (isWithin(latitude, 90) && isWithin(longitude, 180))
      return { latitude: Number(latitude), longitude: Number(longitude) };
  }
  if (stated.length > 0) warn(`loaded without coordinates, as none are in degrees: ${stated.flat().join(', ')}`);
  return NOWHERE;
}

const isWithin = (text: string, most: number): boolean => text !== '' && Math.abs(Number(text)) <= most;
