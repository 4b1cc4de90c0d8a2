/** A site (entité géographique) of FINESS+, invented. */
export const site = (egeId: string, numFinessEge: string, rest = {}) => ({
  informationsGeneralesEGE: {
    egeId,
    numFinessEge,
    nomEgeCourt: 'CLINIQUE DES DOMBES',
    nomEgeLong: 'CLINIQUE INTERCOMMUNALE DES DOMBES',
    dateOuverture: '1956-11-16',
    siret: '26099001800011',
  },
  categorieentiteGeographiqueExercice: '365',
  adresse: [
    {
      numeroVoie: '62',
      typeVoie: 'AV',
      libelleVoie: 'DES ETANGS',
      lieuDit: 'BP 132',
      cogCommune: '01443',
      ligneAcheminement: 'VILLARS LES DOMBES',
      codePostal: '01330',
      coordonneesGeographique: {
        coordonneeX: '6570414.61',
        coordonneeY: '873766.07',
        directionLatitude: '46.002',
        directionLongitude: '5.03',
      },
    },
  ],
  contact: [{ telecom: { telephone: '0400000001' } }],
  etatObjet: 'A',
  ...rest,
});

/** A legal entity (personne morale) with its sites, invented. */
export const person = (pmSmsseId: string, numFinessPm: string, rest = {}) => ({
  informationsGeneralesPMEJ: {
    pmSmsseId,
    numFinessPm,
    denominationPm: `ENTITE ${pmSmsseId}`,
    siren: '260990018',
    statutJuridique: '13',
    dateCreation: '1980-03-01',
  },
  adresse: [],
  contact: [],
  ege: [] as object[],
  etatObjet: 'A',
  ...rest,
});

/** A member of a group: `S` supports it. */
export const member = (pmSmsseId: string, typeRoleEntiteGroupe: string) => ({ pmSmsseId, typeRoleEntiteGroupe });
/** A territorial group of members. */
export const group = (members: object[], rest = {}) => ({
  gccId: '1',
  nomGcc: 'Dombes',
  typeGcc: '001',
  gccIdentifiantExterne: '84999',
  evenement: [],
  pmejDuGcc: members,
  egeDuGcc: [],
  etatObjet: 'A',
  ...rest,
});

/** Three legal entities, the first with a site. */
export const entities = [
  person('2', '010990018', { ege: [site('799', '010990109')] }),
  person('3', '010990026'),
  person('4', '010990034'),
];
/** A structures file of a date; its legal entities default to those above. */
export const file = (day: string, content: object) => ({
  'plus.json': JSON.stringify({ generatedAt: `${day}T15:49:37Z`, gcc: [], gco: [], pmej: entities, ...content }),
});
