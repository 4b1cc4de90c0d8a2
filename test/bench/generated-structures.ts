import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { chance } from './chance.ts';

/** How much a structures file of FINESS+ has. */
export interface StructuresSize {
  legalEntities: number;
  closedLegalEntities: number;
  sites: number;
  closedSites: number;
  /** Groups by agreement (GHT), with how many members all of them have. */
  groups: number;
  members: number;
  /** Groups that are legal persons (GCO). */
  persons: number;
}

/** What the file of July 2026 has. */
export const nationalStructures: StructuresSize = {
  legalEntities: 98_168,
  closedLegalEntities: 41_949,
  sites: 174_508,
  closedSites: 69_809,
  groups: 135,
  members: 761,
  persons: 1_856,
};

const entityNumber = (index: number): string => `02${String(index).padStart(7, '0')}`;
const siteNumber = (index: number): string => `01${String(index).padStart(7, '0')}`;

/** Writes a file of invented structures in the form of FINESS+ of July 2026, compressed. The same size makes the same file. */
export async function generateStructures(path: string, size: StructuresSize): Promise<void> {
  await pipeline(Readable.from(textOf(size)), createGzip({ level: 1 }), createWriteStream(path));
}

function* textOf(size: StructuresSize): Generator<string> {
  const random = chance(20_260_813);
  yield `{\n  "schemaVersion": "v1.0.0",\n  "generatedAt": "2026-08-13T02:07:30.574916747Z",\n  "gco": [`;
  for (let index = 0; index < size.persons; index += 1)
    yield item(index, { pmSmsseId: String(index), typeGco: '003', pmejDuGco: [], egeDuGco: [] });
  yield '\n  ],\n  "gcc": [';
  for (let index = 0; index < size.groups; index += 1) yield item(index, group(index, size));
  yield '\n  ],\n  "pmej": [';
  for (let index = 0; index < size.legalEntities; index += 1) yield item(index, entity(index, size, random));
  yield '\n  ]\n}\n';
}

const item = (index: number, value: object): string => `${index === 0 ? '' : ','}\n${JSON.stringify(value, null, 2)}`;

function group(index: number, { groups, members, persons }: StructuresSize): object {
  const [from, until] = [index, index + 1].map((one) => Math.floor((one * members) / groups));
  const pmejDuGcc = Array.from({ length: until! - from! }, (_, place) => ({
    pmSmsseId: String(persons + from! + place),
    typeRoleEntiteGroupe: place === 0 ? 'S' : 'M',
  }));
  return {
    gccId: String(index + 1),
    nomGcc: `Groupe hospitalier ${index + 1}`,
    typeGcc: '001',
    numFinessGcc: String(49_824_516_535 + index),
    engagement: [],
    evenement: [event(String(700_000 + index), 'GR', String(index + 1), '003')],
    pmejDuGcc,
    egeDuGcc: [],
    etatObjet: 'A',
    dateDerniereMaj: '1900-01-01 00:00:00',
  };
}

function entity(index: number, size: StructuresSize, random: () => number): object {
  const isClosed = index >= size.legalEntities - size.closedLegalEntities;
  const number = String(index);
  const [from, until] = [index, index + 1].map((one) => Math.floor((one * size.sites) / size.legalEntities));
  return {
    informationsGeneralesPMEJ: {
      pmSmsseId: number,
      codeApe: '87.10A',
      complementAdressePmSmsse: null,
      dateCreation: '1994-01-01',
      dateFermeture: isClosed ? '2019-03-03' : null,
      denominationLonguePmSmsse: `MAISON DE RETRAITE RESIDENCE DES ANCIENS ${index}`,
      denominationPm: `MAISON DE RETRAITE ${index}`,
      numFinessPm: entityNumber(index),
      fonctionPublique: '01',
      categorieentiteGeographiqueExercice: null,
      siren: String(260_000_000 + index),
      statutJuridique: '21',
      typeGroupeGco: null,
      typePersonneMorale: '01',
    },
    adresse: [address('02', random)],
    contact: [contact],
    engagement: [],
    evenement: [event(number, 'PM', number, '001')],
    ege: Array.from({ length: until! - from! }, (_, place) => site(from! + place, size, random)),
    etatObjet: isClosed ? 'I' : 'A',
    dateDerniereMaj: '2019-03-04 00:00:00',
  };
}

function site(index: number, { sites, closedSites }: StructuresSize, random: () => number): object {
  const isClosed = index >= sites - closedSites;
  const number = String(index);
  const codes = ['003', '007', '005'].slice(0, random() < 0.5 ? 2 : 3);
  return {
    informationsGeneralesEGE: {
      egeId: number,
      complementDenominationEg: null,
      dateFermeture: isClosed ? '1994-09-02' : null,
      dateOuverture: '1956-11-16',
      datePremiereAutorisation: '1956-11-16',
      nomEgeCourt: `CLINIQUE ${index}`,
      nomEgeLong: `CLINIQUE DU DOCTEUR ${index}`,
      numeroEducationNationale: null,
      numeroReferenceExterne: null,
      numFinessEge: siteNumber(index),
      espic: random() < 0.2 ? ['0'] : null,
      siret: String(26_000_000_000_000 + index),
    },
    categorieentiteGeographiqueExercice: '365',
    modefixationtarifaire: '07',
    typeBudget: ['01'],
    adresse: Array.from({ length: random() < 0.9 ? 1 : 2 }, (_, place) => address(place === 0 ? '03' : '04', random)),
    contact: random() < 0.9 ? [contact] : [],
    engagement: random() < 0.5 ? [agreement(number)] : [],
    evenement: codes.map((code, place) => event(`${number}${place}`, 'EG', number, code)),
    roleEge: [],
    etatObjet: isClosed ? 'I' : 'A',
    dateDerniereMaj: '2021-10-18 00:00:00',
  };
}

const contact = {
  typeContact: { roleContact: '01' },
  telecom: { telephone: '0428631234', telecopie: '0474221223', courriel: null },
};

const agreement = (engagementId: string): object => ({
  engagementId,
  typeEngagement: 'CONV',
  sousTypeEngagement: 'ASE',
  dateEffetEngagement: '1974-03-25',
  dateSignatureEngagement: '1974-03-25',
  dateCaduciteEngagement: null,
  dateFinEngagement: null,
  dateNotificationEngagement: null,
  nomEngagement: null,
  identifiantEngagement: null,
  motifArrete: null,
  autoriteRegulationEngagement: [],
});

const event = (evenementId: string, typeObjet1: string, identifiantObjet1: string, code: string): object => ({
  evenementId,
  dateEnregistrement: '2026-07-07 12:22:32',
  dateEvenement: '1994-01-01',
  etatObjet1: code,
  identifiantObjet1,
  identifiantObjet2: null,
  systemeMaitre: '01',
  typeObjet1,
  typeObjet2: null,
  codeEvenement: code,
});

function address(usageAdresse: string, random: () => number): object {
  const [latitude, longitude] = [46 + random() * 0.4, 5 + random() * 0.4];
  return {
    usageAdresse,
    numeroVoie: '62',
    typeVoie: 'AV',
    libelleVoie: 'DE JASSERON',
    complementVoie: null,
    complementPointGeographique: null,
    lieuDit: 'BP 132',
    cogCommune: '01053',
    ligneAcheminement: 'BOURG EN BRESSE',
    ligneUne: null,
    ligneDeux: null,
    ligneTrois: null,
    ligneQuatre: '62 AVENUE DE JASSERON',
    ligneCinq: null,
    ligneSix: '01000 Bourg-en-Bresse',
    codePostal: '01000',
    coordonneesGeographique:
      random() < 0.7
        ? {
            coordonneeX: longitude.toFixed(6),
            coordonneeY: latitude.toFixed(6),
            directionLatitude: '6570414.61',
            directionLongitude: '873766.07',
            cleInInteropBAN: '01053_1950_00062',
            scoreBAN: '0.9723872727272727',
          }
        : null,
  };
}
