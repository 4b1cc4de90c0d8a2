import { z } from 'zod';
import { date, digits, finessNumber, optional, required } from '../pipeline/checks.ts';
import type { StagedEstablishment } from '../register/staged.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';

// A number without quotes may have lost its leading zeros: as a text, it gets to the checks, which report it.
const text = z.union([z.string(), z.number().transform(String)]);
const maybe = text.nullish().transform((value) => value?.trim() ?? '');
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

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
  // X and Y, the other fields, are swapped and in an unknown projection.
  coordonneesGeographique: z.object({ directionLatitude: maybe, directionLongitude: maybe }).nullish(),
});

const common = {
  adresse: list(postalAddress),
  contact: list(z.object({ telecom: z.object({ telephone: maybe }).nullish() })),
  etatObjet: maybe,
};

const egeShape = z.object({
  ...common,
  informationsGeneralesEGE: z.object({
    egeId: text,
    numFinessEge: maybe,
    nomEgeCourt: maybe,
    nomEgeLong: maybe,
    dateOuverture: maybe,
    dateFermeture: maybe,
    siret: maybe,
  }),
  categorieentiteGeographiqueExercice: maybe,
});

const pmejShape = z.object({
  ...common,
  informationsGeneralesPMEJ: z.object({
    pmSmsseId: text,
    numFinessPm: maybe,
    denominationPm: maybe,
    denominationLonguePmSmsse: maybe,
    dateCreation: maybe,
    dateFermeture: maybe,
    siren: maybe,
    statutJuridique: maybe,
  }),
  ege: list(z.unknown()),
});

const person = z.object({ pmSmsseId: text, typeRoleEntiteGroupe: text });
const place = z.object({ egeId: text, typeRoleEntiteGroupe: text });
const event = z.object({ dateEvenement: maybe, identifiantObjet1: maybe, identifiantObjet2: maybe });

const gccShape = z.object({
  gccId: text,
  nomGcc: text,
  typeGcc: text,
  gccIdentifiantExterne: maybe,
  etatObjet: maybe,
  evenement: list(event),
  pmejDuGcc: list(person),
  egeDuGcc: list(place),
});
const gcoShape = z.object({ pmSmsseId: text, typeGco: text, pmejDuGco: list(person), egeDuGco: list(place) });

type Pmej = z.output<typeof pmejShape>;
export type Gcc = z.output<typeof gccShape>;
export type Gco = z.output<typeof gcoShape>;

const read =
  <Shape extends z.ZodType>(shape: Shape) =>
  (value: unknown): z.output<Shape> => {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new BadRecord(`${issue!.path.join('.') || 'the record'}: ${issue!.message}`);
  };

/** Readers of the parts of a file, which check the fields that the hub uses. @throws BadRecord */
export const readPmej = read(pmejShape);
export const readEge = read(egeShape);
export const readGcc = read(gccShape);
export const readGco = read(gcoShape);

/** Reads and checks a legal entity; an inactive one without a closing date is closed on the extract's date. @throws BadRecord */
export function legalEntity(
  { informationsGeneralesPMEJ: facts, ...rest }: Pmej,
  line: number,
  extractedOn: string,
  communes: CommuneFinder,
): StagedEstablishment {
  const finess = finessNumber(facts.numFinessPm, 'the number');
  return {
    line,
    raw: JSON.stringify(facts),
    listed: true,
    finess,
    level: 'LEGAL_ENTITY',
    name: required(facts.denominationPm || facts.denominationLonguePmSmsse, 'the name'),
    long_name: optional(facts.denominationLonguePmSmsse),
    legal_status_code: optional(facts.statutJuridique),
    opened_on: date(facts.dateCreation, 'the creation date'),
    siren: digits(facts.siren, 9, 'SIREN'),
    smsse: facts.pmSmsseId,
    ...whereabouts(rest, finess, facts.dateFermeture, extractedOn, communes),
  };
}

/** Reads and checks a site of a legal entity, in the same way. @throws BadRecord */
export function site(
  value: z.output<typeof egeShape>,
  line: number,
  legalEntityFiness: string,
  extractedOn: string,
  communes: CommuneFinder,
): StagedEstablishment {
  const { informationsGeneralesEGE: facts, ...rest } = value;
  const finess = finessNumber(facts.numFinessEge, 'the number');
  return {
    line,
    raw: JSON.stringify(facts),
    listed: true,
    finess,
    level: 'SITE',
    legal_entity_finess: legalEntityFiness,
    name: required(facts.nomEgeCourt || facts.nomEgeLong, 'the name'),
    long_name: optional(facts.nomEgeLong),
    category_code: digits(rest.categorieentiteGeographiqueExercice, 3, 'the category'),
    opened_on: date(facts.dateOuverture, 'the opening date'),
    siret: digits(facts.siret, 14, 'SIRET'),
    ege: facts.egeId,
    ...whereabouts(rest, finess, facts.dateFermeture, extractedOn, communes),
  };
}

function whereabouts(
  { adresse: [at], contact, etatObjet }: Pick<Pmej, 'adresse' | 'contact' | 'etatObjet'>,
  finess: string,
  closed: string,
  extractedOn: string,
  communes: CommuneFinder,
) {
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
    closed_on: etatObjet === '' || etatObjet === 'A' ? null : (date(closed, 'the closing date') ?? extractedOn),
    address: [at?.complementPointGeographique, street, at?.lieuDit].filter(Boolean).join('\n') || null,
    postal_code: optional(address.postalCode),
    city: optional(address.town),
    commune_code: located.commune,
    commune_stated: located.stated,
    department_code: located.department,
    phone: optional(contact[0]?.telecom?.telephone),
    latitude: degrees(at?.coordonneesGeographique?.directionLatitude, 90),
    longitude: degrees(at?.coordonneesGeographique?.directionLongitude, 180),
  };
}

function degrees(value: string | undefined, most: number): number | null {
  if (!value) return null;
  const number = Number(value);
  if (!Number.isFinite(number) || Math.abs(number) > most)
    throw new BadRecord(`the coordinate ${value} is not in degrees`);
  return number;
}
