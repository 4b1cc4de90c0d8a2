import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { chance, oneOf } from './chance.ts';

/** How much an activities file of FINESS+ has. */
export interface ActivitiesSize {
  legalEntities: number;
  sites: number;
  /** Authorised activities; each is exercised at a site. */
  authorised: number;
}

/** What the file of July 2026 has. */
export const nationalActivities: ActivitiesSize = { legalEntities: 98_168, sites: 174_508, authorised: 292_805 };

const day = '2026-07-07';

/** Natures, with the codes of their type and a weight as in the file of July 2026. */
const natures: [nature: string, type: (serial: number) => object, weight: number][] = [
  ['ASMR', (serial) => ({ typeActiviteAMSR: regulated('activiteSocialeRegulee', serial) }), 39],
  ['ASDR', (serial) => ({ typeActiviteASDR: regulated('activiteSanitaireDiverseRegulee', serial) }), 30],
  ['ASOCR', (serial) => ({ typeActiviteASOCR: regulated('activiteSocialeRegulee', serial) }), 15],
  ['AMM', care, 11],
  [
    'AMF',
    (serial) => ({ typeActiviteAMF: { activiteAMF: code(serial, 2), modaliteActivite: '00', formeActivite: '01' } }),
    3,
  ],
  ['AER', (serial) => ({ typeActiviteAER: regulated('activiteEnseignementRegulee', serial) }), 2],
];
const deck = natures.flatMap((nature) => Array.from({ length: nature[2] }, () => nature));

const code = (serial: number, length: number): string => String(serial).padStart(length, '0');

const regulated = (field: string, serial: number): object => ({
  [field]: code(serial, 3),
  modeFonctionnement: '16',
  public: '700',
});

function care(serial: number): object {
  const typeActiviteAMM = {
    activiteAMM: 'QA002',
    modaliteAMM: 'MO006',
    mentionAMM: `ME${code(serial, 3)}`,
    ptsAMM: 'PTS00',
    declarationAMM: 'DE022',
  };
  return { aaSoinAmmId: null, activiteAeId: null, appareil: [], typeActiviteAMM };
}

/**
 * Writes a file of invented activities in the form of FINESS+, compressed. The same size makes the same file.
 * One site in ten has most of the activities, as hospitals do.
 */
export async function generateActivities(path: string, size: ActivitiesSize): Promise<void> {
  await pipeline(Readable.from(textOf(size)), createGzip({ level: 1 }), createWriteStream(path));
}

function* textOf({ legalEntities, sites, authorised }: ActivitiesSize): Generator<string> {
  const random = chance(20_260_818);
  let [site, activity] = [0, 0];
  yield `{\n  "schemaVersion": "v1.0.0",\n  "generatedAt": "2026-08-18T02:16:50.691034193Z",\n  "pmej": [`;
  for (let entity = 0; entity < legalEntities; entity += 1) {
    const until = Math.floor(((entity + 1) * sites) / legalEntities);
    const [activitesAutorisees, ege]: object[][] = [[], []];
    for (; site < until; site += 1) {
      const share = site % 10 === 9 ? 1 : (site % 10) / 20;
      const through = Math.floor(((Math.floor(site / 10) + share) * 10 * authorised) / sites);
      const activitesExercees: object[] = [];
      const most = site === sites - 1 ? authorised : Math.min(through, authorised);
      for (let serial = 1; activity < most; activity += 1, serial += 1) {
        const [nature, type] = oneOf(deck, random);
        const [own, exercised] = [String(activity * 2 + 1), String(activity * 2 + 2)];
        const facts = factsOf(random);
        const capacity = Math.floor(random() * 80);
        const hasCapacity = random() < 0.45;
        const codes = type(serial);
        activitesAutorisees!.push(
          record(own, null, null, facts, nature, codes, hasCapacity ? [capacityOf(own, '09', capacity)] : []),
        );
        const installed = hasCapacity
          ? [capacityOf(exercised, '08', capacity), capacityOf(exercised, '09', capacity)]
          : [capacityOf(exercised, '08', 0)].filter(() => random() < 0.7);
        activitesExercees.push(record(exercised, own, String(site), facts, nature, codes, installed));
      }
      ege!.push({ egeId: String(site), numFinessEge: `01${code(site, 7)}`, activitesExercees });
    }
    const holder = { numFiness: `02${code(entity, 7)}`, pmSmsseId: String(entity), activitesAutorisees, ege };
    yield `${entity === 0 ? '' : ','}\n${JSON.stringify(holder, null, 2)}`;
  }
  yield '\n  ]\n}\n';
}

function factsOf(random: () => number): object {
  const year = 1990 + Math.floor(random() * 36);
  const isActive = random() < 0.53;
  return {
    etatObjet: isActive ? 'A' : 'I',
    numAutorisationArhgos: null,
    dateDebutActiviteAutorisee: random() < 0.85 ? `${year}-04-28` : null,
    dateFinActiviteAutorisee: isActive && random() < 0.25 ? `${2027 + Math.floor(random() * 8)}-04-28` : null,
    dateFinEffectiveActivite: null,
    dateCaduciteAutorisation: null,
    typeActiviteSMSSE: '30003',
  };
}

const capacityOf = (activiteAeId: string, statutCapacite: string, nombre: number): object => ({
  idCapacite: activiteAeId,
  nombre: String(nombre),
  precision: null,
  variation: null,
  activiteAeId,
  engagementId: null,
  habilitation: null,
  statutCapacite,
  modeFinancement: null,
  uniteMesureCapacite: '02',
  typeLogement: null,
  genre: null,
});

function record(
  activiteAeId: string,
  identifiantAutorisation: string | null,
  egeId: string | null,
  facts: object,
  codeNature: string,
  type: object,
  capacite: object[],
): object {
  const events = ['010', egeId === null ? '013' : '012', '015'].slice(0, egeId === null ? 2 : 3);
  return {
    caracteristiquesGeneriques: { activiteAeId, identifiantAutorisation, egeId, ...facts },
    nature: { codeNature, caracteristiquesSpecifiques: { activiteAeId, ...type } },
    evenement: events.map((codeEvenement) => ({
      evenementId: activiteAeId,
      dateEnregistrement: `${day} 13:33:45`,
      dateEvenement: day,
      etatObjet1: codeEvenement,
      identifiantObjet1: activiteAeId,
      identifiantObjet2: egeId,
      systemeMaitre: '01',
      typeObjet1: 'AC',
      typeObjet2: 'EG',
      codeEvenement,
    })),
    engagement: [],
    capacite,
    zoneIntervention: null,
  };
}
