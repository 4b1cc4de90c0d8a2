import { z } from 'zod';
import { optional, phoneNumber } from '../pipeline/checks.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';
import { list, maybe, one, read } from './values.ts';

const postalAddress = z.object({
  numeroVoie: maybe,
  complementVoie: maybe,
  typeVoie: maybe,
  libelleVoie: maybe,
  complementPointGeographique: maybe,
  lieuDit: maybe,
  cogCommune: maybe,
  ligneAcheminement: maybe,
  codePostal: maybe,
  coordonneesGeographique: z.unknown(),
});

/** The parts of a legal entity or site that tell where it is: each is read by itself, so that nothing is lost for its neighbour. */
export const whereaboutsShape = { adresse: list(z.unknown()), contact: list(z.unknown()) };

const readUsage = z.object({ usageAdresse: maybe });
const readAddress = read(postalAddress);
const readPosition = read(
  one(z.object({ coordonneeX: maybe, coordonneeY: maybe, directionLatitude: maybe, directionLongitude: maybe })),
);
const readContact = read(z.object({ telecom: one(z.object({ telephone: maybe })) }));

/** What they are read with. */
interface Reading {
  communes: CommuneFinder;
  secondary: Secondary;
  /** Called with what is wrong about a secondary field, which is left out. */
  warn(reason: string): void;
}

export interface Whereabouts {
  adresse: unknown[];
  contact: unknown[];
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
  const isPrincipal = (value: unknown) => readUsage.safeParse(value).data?.usageAdresse === PRINCIPAL[level];
  const given = adresse.find(isPrincipal) ?? adresse[0];
  const at = given === undefined ? undefined : secondary(() => readAddress(given));
  const street = [at?.numeroVoie, at?.complementVoie, at?.typeVoie, at?.libelleVoie].filter(Boolean).join(' ');
  // A FINESS number begins with the code of the department that assigned it.
  const address = {
    department: finess.slice(0, 2),
    commune: at?.cogCommune ?? '',
    postalCode: at?.codePostal ?? '',
    town: at?.ligneAcheminement ?? '',
  };
  const located = communes.locate(address);
  return {
    address: [at?.complementPointGeographique, street, at?.lieuDit].filter(Boolean).join('\n') || null,
    postal_code: optional(address.postalCode),
    city: optional(address.town),
    commune_code: located.commune,
    commune_stated: located.stated,
    department_code: located.department,
    phone: secondary(() => phoneNumber(phoneOf(contact, secondary), 'the telephone number')),
    ...positionOf(
      secondary(() => readPosition(at?.coordonneesGeographique)),
      warn,
    ),
  };
}

function phoneOf(contact: unknown[], secondary: Secondary): string {
  for (const each of contact) {
    const phone = secondary(() => readContact(each))?.telecom?.telephone;
    if (phone) return phone;
  }
  return '';
}

const NOWHERE = { latitude: null, longitude: null };

/**
 * The degrees of an address. Files have them in either pair of fields, beside metres in the other, at times both forms in
 * one file: the numbers tell which pair it is.
 */
function positionOf(
  given: ReturnType<typeof readPosition> | null,
  warn: (reason: string) => void,
): { latitude: number | null; longitude: number | null } {
  if (!given) return NOWHERE;
  const pairs = [
    [given.coordonneeY, given.coordonneeX],
    [given.directionLatitude, given.directionLongitude],
  ] as const;
  // Zeros are the default of the format for unknown coordinates.
  const stated = pairs.filter((pair) => pair.some((degrees) => degrees !== '' && Number(degrees) !== 0));
  for (const [latitude, longitude] of stated) {
    if (isWithin(latitude, 90) && isWithin(longitude, 180))
      return { latitude: Number(latitude), longitude: Number(longitude) };
  }
  if (stated.length > 0) warn(`loaded without coordinates, as none are in degrees: ${stated.flat().join(', ')}`);
  return NOWHERE;
}

const isWithin = (text: string, most: number): boolean => text !== '' && Math.abs(Number(text)) <= most;
