/** The codes of a type of activity, by nature, as FINESS+ names them. */
const types: Record<string, object> = {
  AMM: {
    typeActiviteAMM: {
      activiteAMM: 'QA002',
      modaliteAMM: 'MO006',
      mentionAMM: 'ME000',
      ptsAMM: 'PTS11',
      declarationAMM: 'DE023',
    },
  },
  AMF: { typeActiviteAMF: { activiteAMF: '17', modaliteActivite: '09', formeActivite: '01' } },
  EML: { marque: '0000', typeActiviteEML: { typeEmlId: '7' } },
  ASMR: { typeActiviteAMSR: { activiteSocialeRegulee: '358', modeFonctionnement: '16', public: '700' } },
};

export type Status = '08' | '09';

/** A capacity of a status. */
export const capacity = (statutCapacite: Status, nombre: string, rest = {}) => ({
  idCapacite: '1',
  nombre,
  statutCapacite,
  uniteMesureCapacite: '02',
  ...rest,
});

/** An authorised activity (activité autorisée) of FINESS+, invented: care, unless another nature is given. */
export const authorised = (
  activiteAeId: string,
  facts = {},
  rest: { nature?: string; [field: string]: unknown } = {},
) => {
  const { nature = 'AMM', ...others } = rest;
  return {
    caracteristiquesGeneriques: {
      activiteAeId,
      etatObjet: 'A',
      identifiantAutorisation: null,
      numAutorisationArhgos: null,
      dateDebutActiviteAutorisee: '2020-05-09',
      dateFinActiviteAutorisee: '2032-05-09',
      dateFinEffectiveActivite: null,
      dateCaduciteAutorisation: null,
      ...facts,
    },
    nature: { codeNature: nature, caracteristiquesSpecifiques: { activiteAeId, ...types[nature] } },
    evenement: [],
    engagement: [],
    capacite: [] as object[],
    zoneIntervention: null,
    ...others,
  };
};

/** An activity that a site exercises, resting on an authorised one. */
export const exercised = (
  activiteAeId: string,
  identifiantAutorisation: string,
  facts = {},
  rest: { nature?: string; [field: string]: unknown } = {},
) => authorised(activiteAeId, { identifiantAutorisation, ...facts }, rest);

/** A site with what it exercises. */
export const place = (numFinessEge: string, ...activitesExercees: unknown[]) => ({
  egeId: numFinessEge,
  numFinessEge,
  activitesExercees,
});

/** A legal entity with what it is authorised to do, and its sites. */
export const holder = (numFiness: unknown, activitesAutorisees: unknown[], ...ege: object[]) => ({
  numFiness,
  pmSmsseId: '2',
  activitesAutorisees,
  ege,
});

/** An activities file of a date. */
export const activities = (day: string, ...pmej: unknown[]) => ({
  'activities.json': JSON.stringify({ schemaVersion: 'v1.0.0', generatedAt: `${day}T02:16:50Z`, pmej }),
});
