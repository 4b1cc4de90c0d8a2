import { digits, finessNumber, optional, phoneNumber, required } from '../pipeline/checks.ts';
import type { Line } from '../pipeline/lines.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { StagedEstablishment } from '../register/staged.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';
import type { Cell } from './records.ts';

/** The columns of one of the two tables that list the establishments. */
interface IdentityLayout {
  /** The first lines of the address. */
  complements: readonly [string, string];
  street: readonly [number: string, kind: string, name: string];
  box: string;
  postalCode: string;
  city: string;
  phone?: string;
}

/** ID lists the main sites, IDB the other sites and the legal entities. */
export const identityLayouts: Readonly<Record<string, IdentityLayout>> = {
  ID: {
    complements: ['RSCOM', 'COMPD'],
    street: ['NUMVOI', 'TYPVOI', 'NOMVOI'],
    box: 'BP',
    postalCode: 'CPO',
    city: 'LIBCOM',
  },
  IDB: {
    complements: ['COMPRS', 'COMPDIST'],
    street: ['NUMVOI', 'TYPVOI', 'ADRVOIENOM'],
    box: 'ADRBP',
    postalCode: 'ADRCPOST',
    city: 'ADRLIBCOM',
    phone: 'NUMTEL',
  },
};

/** The columns that such a table must have. */
export const columnsOfIdentity = ({ complements, street, box, postalCode, city, phone }: IdentityLayout): string[] => [
  'FI',
  'RS',
  'FI_EJ',
  'STJ',
  'CAT',
  'DEP',
  'COMINSEE',
  ...complements,
  ...street,
  box,
  postalCode,
  city,
  ...(phone ? [phone] : []),
];

/** What lines are read with. */
interface Reading {
  /** Whether the table lists the main sites. */
  isMainSite: boolean;
  communes: CommuneFinder;
  secondary: Secondary;
}

/**
 * Reads and checks a line of ID or IDB. A line without a legal entity is a legal entity, and so is a line that has its own number as
 * that of its legal entity, as legal entities have that answer the survey themselves.
 * @throws BadRecord
 */
export function identity(
  layout: IdentityLayout,
  cell: Cell,
  { number, text }: Line,
  { isMainSite, communes, secondary }: Reading,
): StagedEstablishment {
  const finess = finessNumber(cell('FI'), 'the number (FI)');
  const stated = cell('FI_EJ');
  const legalEntity = stated === '' && !isMainSite ? finess : finessNumber(stated, "the legal entity's number (FI_EJ)");
  return {
    line: number,
    raw: text,
    listed: true,
    finess,
    level: legalEntity === finess ? 'LEGAL_ENTITY' : 'SITE',
    name: required(cell('RS'), 'the name (RS)'),
    category_code: digits(cell('CAT'), 3, 'the category (CAT)'),
    // The legal status of a site is that of its legal entity.
    legal_status_code: digits(cell('STJ'), 2, 'the legal status (STJ)'),
    legal_entity_finess: legalEntity === finess ? null : legalEntity,
    phone: secondary(() => phoneNumber(layout.phone ? cell(layout.phone) : '', 'the telephone number')),
    ...whereabouts(layout, cell, communes),
  };
}

function whereabouts(
  { complements, street, box, postalCode, city }: IdentityLayout,
  cell: Cell,
  communes: CommuneFinder,
) {
  // Spreadsheets removed some leading zeros.
  const code = cell(postalCode).replace(/^\d{4}$/, '0$&');
  if (!/^(\d{5})?$/.test(code)) throw new BadRecord(`the post code ${code} does not have 5 digits`);
  const commune = /^\w{5}$/.test(cell('COMINSEE')) ? cell('COMINSEE') : '';
  const place = communes.locate({ department: cell('DEP'), commune, postalCode: code, town: cell(city) });
  const streetLine = street.map(cell).filter(Boolean).join(' ');
  return {
    address: [...complements.map(cell), streetLine, cell(box)].filter(Boolean).join('\n') || null,
    postal_code: optional(code),
    city: optional(cell(city)),
    commune_code: place.commune,
    commune_stated: place.stated,
    department_code: place.department,
  };
}
