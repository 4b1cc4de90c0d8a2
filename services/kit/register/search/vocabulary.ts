/** Words that a search ignores: articles, prepositions and conjunctions. */
export const ignoredWords: readonly string[] =
  'a au aux d dans de des du en et l la le les par pour sous sur un une'.split(' ');

/** Other spellings of a word, and what they stand for. */
export const spellings: Readonly<Record<string, string>> = {
  st: 'saint',
  sts: 'saints',
  ste: 'sainte',
  stes: 'saintes',
  nd: 'notre dame',
  'n d': 'notre dame',
  mt: 'mont',
  dr: 'docteur',
  pr: 'professeur',
  hop: 'hopital',
  hopitaux: 'hopital',
  hosp: 'hospitalier',
  ctre: 'centre',
  cl: 'clinique',
  clin: 'clinique',
  polycl: 'polyclinique',
  gpe: 'groupe',
  grpe: 'groupe',
  univ: 'universitaire',
  universitaires: 'universitaire',
  reg: 'regional',
  intercom: 'intercommunal',
  inst: 'institut',
  fond: 'fondation',
  asso: 'association',
  rce: 'residence',
  phie: 'pharmacie',
  tlse: 'toulouse',
  mtp: 'montpellier',
  // A letter d or l that ends a run of letters is taken for an article (C.H. D'ARMENTIERES), except in these.
  'ehpa d': 'ehpad',
  'usl d': 'usld',
  'hc l': 'hcl',
  'ssia d': 'ssiad',
  'saa d': 'saad',
  'sessa d': 'sessad',
  'ha d': 'had',
};

interface Abbreviation {
  /** What it means, in French. */
  meaning: string;
  /** All that is read as the abbreviation: other abbreviations, and words without those that are ignored. The longer come first. */
  written: readonly string[];
}

/** Abbreviations of kinds of establishments and of institutions, by the word that each is searched as. */
export const abbreviations: Readonly<Record<string, Abbreviation>> = {
  hia: { meaning: "hôpital d'instruction des armées", written: ['hopital instruction armees'] },
  chr: {
    meaning: 'centre hospitalier régional, universitaire ou non',
    written: [
      'centre hospitalier regional universitaire',
      'centre hospitalier universitaire',
      'centre hospitalier regional',
      'chru',
      'chu',
    ],
  },
  chs: { meaning: 'centre hospitalier spécialisé', written: ['centre hospitalier specialise'] },
  ch: {
    meaning: 'centre hospitalier, intercommunal, départemental, général ou non',
    written: [
      'centre hospitalier intercommunal',
      'centre hospitalier departemental',
      'centre hospitalier general',
      'centre hospitalier',
      'ch intercommunal',
      'chi',
      'chd',
      'chg',
    ],
  },
  ghu: { meaning: 'groupe hospitalier universitaire', written: ['groupe hospitalier universitaire'] },
  gh: { meaning: 'groupe hospitalier', written: ['groupe hospitalier'] },
  hu: { meaning: 'hôpital universitaire', written: ['hopital universitaire'] },
  hl: { meaning: 'hôpital local', written: ['hopital local'] },
  aphp: { meaning: 'Assistance publique – Hôpitaux de Paris', written: ['assistance publique hopital paris', 'ap hp'] },
  aphm: {
    meaning: 'Assistance publique – Hôpitaux de Marseille',
    written: ['assistance publique hopital marseille', 'ap hm'],
  },
  hcl: { meaning: 'Hospices civils de Lyon', written: ['hospices civils lyon'] },
  pompidou: {
    meaning: 'hôpital européen Georges-Pompidou (HEGP), which the register calls G POMPIDOU',
    written: [
      'hopital europeen georges pompidou',
      'hopital europeen pompidou',
      'georges pompidou',
      'g pompidou',
      'hegp',
    ],
  },
  clcc: {
    meaning: 'centre de lutte contre le cancer',
    written: ['centre regional lutte contre cancer', 'centre lutte contre cancer', 'crlcc', 'clc'],
  },
  hdj: { meaning: 'hôpital de jour', written: ['hopital jour', 'hj'] },
  had: { meaning: 'hospitalisation à domicile', written: ['hospitalisation domicile'] },
  ssr: {
    meaning: 'soins de suite et de réadaptation (soins médicaux et de réadaptation)',
    written: ['soins suite readaptation', 'soins medicaux readaptation', 'soins suite', 'smr'],
  },
  usld: { meaning: 'unité de soins de longue durée', written: ['unite soins longue duree'] },
  epsm: { meaning: 'établissement public de santé mentale', written: ['etablissement public sante mentale'] },
  cmp: { meaning: 'centre médico-psychologique', written: ['centre medico psychologique'] },
  cattp: {
    meaning: "centre d'accueil thérapeutique à temps partiel",
    written: ['centre accueil therapeutique temps partiel'],
  },
  ehpad: {
    meaning: "établissement d'hébergement pour personnes âgées dépendantes",
    written: ['etablissement hebergement personnes agees dependantes'],
  },
  ssiad: { meaning: 'service de soins infirmiers à domicile', written: ['service soins infirmiers domicile'] },
  saad: {
    meaning: "service d'aide et d'accompagnement à domicile",
    written: ['service aide accompagnement domicile', 'service aide domicile'],
  },
  mas: { meaning: "maison d'accueil spécialisée", written: ['maison accueil specialisee'] },
  fam: { meaning: "foyer d'accueil médicalisé", written: ['foyer accueil medicalise'] },
  ime: { meaning: 'institut médico-éducatif', written: ['institut medico educatif'] },
  esat: {
    meaning: "établissement et service d'aide par le travail",
    written: ['etablissement service aide travail'],
  },
  ifsi: { meaning: 'institut de formation en soins infirmiers', written: ['institut formation soins infirmiers'] },
  lbm: { meaning: 'laboratoire de biologie médicale', written: ['laboratoire biologie medicale'] },
  msp: {
    meaning: 'maison de santé pluriprofessionnelle',
    written: ['maison sante pluriprofessionnelle', 'maison sante pluridisciplinaire'],
  },
  gcs: { meaning: 'groupement de coopération sanitaire', written: ['groupement cooperation sanitaire'] },
};

/** Abbreviations that name one establishment, or a part of one. */
const ofOne = new Set(['pompidou', 'hdj', 'cmp', 'cattp']);

/** Words of many names, which name a kind of establishment or a legal form rather than one establishment or a part of it. */
export const kindWords: readonly string[] = [
  ...Object.keys(abbreviations).filter((word) => !ofOne.has(word)),
  ...(
    'association centre clinique direction etablissement fondation foyer general generale groupe groupement ' +
    'hopital hospice hospices hospitalier hospitaliere hotel institut institution laboratoire maison medical medicale ' +
    'mutualiste nord ouest pharmacie pole polyclinique prive privee public regional residence sa sante sarl sas scm selarl ' +
    'selas siege site social societe soins sud universitaire'
  ).split(' '),
];

/** What is said of the establishments of some FINESS categories, in words that their names may lack. */
export const categoryWords: readonly { categories: readonly string[]; words: string }[] = [
  { categories: ['101'], words: 'chr ch hopital' },
  { categories: ['106', '355'], words: 'ch hopital' },
  { categories: ['114', '115'], words: 'hia hopital' },
  { categories: ['131'], words: 'clcc hopital' },
  { categories: ['122', '128', '129', '365'], words: 'clinique hopital' },
  { categories: ['292'], words: 'chs epsm hopital' },
  { categories: ['109'], words: 'ssr clinique' },
  { categories: ['127'], words: 'had' },
  { categories: ['156'], words: 'cmp' },
  { categories: ['161'], words: 'clinique' },
  { categories: ['354'], words: 'ssiad' },
  { categories: ['362'], words: 'usld' },
  { categories: ['425'], words: 'cattp' },
  { categories: ['500'], words: 'ehpad' },
  { categories: ['611'], words: 'lbm laboratoire' },
  { categories: ['620'], words: 'pharmacie' },
];

/** The FINESS categories of what people look for first: hospitals and clinics, then the other establishments with beds or places of care. */
export const rankedCategories: Readonly<Record<1 | 2, readonly string[]>> = {
  2: ['101', '106', '114', '122', '128', '129', '131', '355', '365'],
  1: ['109', '115', '127', '141', '161', '292', '362', '696', '697'],
};
