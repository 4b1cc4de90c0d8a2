import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runImport, type ImportRun } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import type { ImportOptions } from '../../imports/pipeline/session.ts';
import { importTest, type ImportTest } from './fixtures.ts';

type Row = Record<string, string | number>;

const before = ['BOR', 'AN', 'FI', 'RS', 'FI_EJ'];

const id =
  'bor;an;fi;rs;rscom;fi_ej;grp;stj;stjr;cat;catr;espic;mft;ccr;nat;sir;reg;dep;COMINSEE;NOMCOM;ARMT;NUMVOI;TYPVOI;NOMVOI;BP;CPO;LIBCOM;COMPD';
const idb =
  'BOR;AN;FI;RS;FI_EJ;GRP;REG;DEP;STJ;STJR;CAT;CATR;ESPIC;MFT;CCR;VAGUE;NAT;SIR;COMPRS;NUMVOI;TYPVOI;ADRVOIENOM;COMPDist;ADRBP;ADRCPOST;ADRLIBCOM;COMINSEE;NUMTEL;ARMT';

const acute = ['MED', 'CHI', 'OBS', 'MCO'].flatMap((suffix) =>
  ['LIT', 'SEJHC', 'SEJ0', 'JOU', 'PLA', 'SEJHP'].map((figure) => `${figure}_${suffix}`),
);
const groupFigures = [
  ...acute,
  ...'CAP_HTP_TOT;SEJ_HTP_TOT;CAP_HDJ_TOT;VEN_HDJ_TOT;CAP_HDN_TOT;VEN_HDN_TOT;LIT_SSR;SEJHC_SSR;JOUHC_SSR;JOUHP_SSR;PLA_SSR'.split(
    ';',
  ),
  ...'LIT_USLD;ENT;JOU_USLD;PLATOT_HAD;SEJ_HAD;JOU_HAD;NB_SCAN;ACT_SCAN;NB_IRM;ACT_IRM;NB_CAM;NB_TOMO'.split(';'),
  ...'NB_MAMM;NB_LITHO;NB_RADIO;NB_VASC'.split(';'),
];

/** The columns of the tables, as they are published, without some that the hub does not read. */
export const columns: Record<string, string[]> = {
  ID: id.split(';'),
  IDB: idb.split(';'),
  MCO: [...before, ...acute],
  SSR: [...before, ...'GDE;AUT;LIT;JLI;PLA;SEJHC;JOUHC;JOUHP;EMSSR'.split(';')],
  PSY: [...before, ...'DIS;PART;CAP_HTP;CAP_PFT;CAP_HDJ;CAP_HDN;SEJ_HTP;JOU_HTP;VEN_HDJ;VEN_HDN'.split(';')],
  HAD: [...before, 'PLATOT', 'SEJ_HAD', 'JOU_HAD', 'FIL_HAD'],
  USLD: [...before, 'LIT', 'JOU', 'ENT', 'DECES'],
  IMAGES: [...before, ...'EQUIPIMA;NB;NBEXP;ACTET;ACTEXET;ACTEXEJ;ACTEX;ACT;ACTINT'.split(';')],
  Q22: [...before, ...'INTMED;DOCJU_MED;INTPHA;INTODO;INTGEN;INTURG;INT;DOCJU'.split(';')],
  URGENCES2: [...before, ...'URG;PASSU;dt80;dt18;LIT_UHCD'.split(';')],
  REA: [...before, ...'UNI;LIT;SEJ;JOU'.split(';')],
  PERINAT: [...before, ...'AUTOR;LIT_OBS;ACCUN;ACCMU'.split(';')],
  BLOCS: [...before, ...'SALCHIR;SAL24CHIR;SALTOT;SALTOT24'.split(';')],
  DIALYSE: [...before, ...'DIALY;UDM;CAPA;NBPAT;SEAN;SEM'.split(';')],
  Q20: ['FI', 'PERSO', 'BOR', 'AN', 'RS', 'FI_EJ', 'EFFSAL', 'ETPSAL', 'EFFLIB'],
  // Without the name.
  Q24: 'BOR;AN;FI;FI_EJ;DISCI;DIREC;ADMIN;ADMTO;INFNS;ETPPNM'.split(';'),
  FILTRE: [...before, 'STATUT', 'IMAG', 'BIO', 'TELEMED'],
  URGENCES: [...before, 'AUTSU', 'EMG'],
  ORG: [...before, 'ORG_A1', 'ORG_A17', 'ORG_A18', ...[19, 20, 21, 22, 23].map((part) => `ORG_A${part}`)],
  GHT: ['GHT_LIBC', 'GHT_CODE', 'GHT_LIB', 'CAP_HC_TOT', ...groupFigures],
  GHT2023: ['NOM_COURT_GHT', 'CODE_GHT', 'NOM_COMPLET_GHT', 'CAP_COMPLET_TOT', ...groupFigures],
};

const windows1252: Record<string, number> = { Œ: 0x8c, œ: 0x9c, '’': 0x92 };

/** A text in the encoding of the published files. */
export const encode = (text: string): Buffer =>
  Buffer.from([...text].map((character) => windows1252[character] ?? character.charCodeAt(0)));

/** A table in the published form: windows-1252, a header, and carriage returns. */
export function table(name: string, year: number, ...rows: Row[]): Buffer {
  const header = columns[name]!;
  const given = { BOR: name, AN: year, RS: 'HOPITAL DES DOMBES', FI_EJ: '010990018' };
  const lines = rows.map((row) => {
    const full: Row = { ...given, ...row };
    return header.map((column) => full[column.toUpperCase()] ?? '').join(';');
  });
  return encode([header.join(';'), ...lines, ''].join('\r\n'));
}

/** A main site of the table ID; values default to those of an invented one. */
export const mainSite = (row: Row = {}): Row => ({
  FI: '010990109',
  STJ: '13',
  CAT: '355',
  DEP: '01',
  COMINSEE: '01443',
  NUMVOI: '12',
  TYPVOI: 'R',
  NOMVOI: 'DES ETANGS',
  CPO: '01330',
  LIBCOM: 'VILLARS LES DOMBES',
  ...row,
});

/** A legal entity of the table IDB, or another site if `FI_EJ` is given. */
export const ofIdb = (row: Row = {}): Row => ({
  FI: '010990018',
  RS: 'CH DES DOMBES',
  FI_EJ: '',
  STJ: '13',
  CAT: '355',
  DEP: '01',
  COMINSEE: '01443',
  ADRVOIENOM: 'DES ETANGS',
  ADRCPOST: '01330',
  ADRLIBCOM: 'VILLARS LES DOMBES',
  NUMTEL: '0474000001',
  ...row,
});

export type Folders = Record<string, Record<string, Buffer | string>>;

export interface SaeTest extends ImportTest {
  /** Writes folders of files, and returns their paths. */
  folders(content: Folders): Promise<string[]>;
  /** Imports folders of tables. */
  loadFolders(content: Folders, options?: Partial<ImportOptions>): Promise<ImportRun>;
  /** The progress messages of the last load. */
  messages: string[];
}

/** A database and folders for the tests of one file. */
export function saeTest(): SaeTest {
  const test = importTest() as SaeTest;
  test.messages = [];
  test.folders = async (content) => {
    const paths = [];
    for (const [name, files] of Object.entries(content)) {
      const path = join(test.folder, name);
      await rm(path, { recursive: true, force: true });
      await mkdir(path);
      for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
      paths.push(path);
    }
    return paths;
  };
  test.loadFolders = async (content, given = {}) => {
    await rm(join(test.folder, 'rejects.csv'), { force: true });
    test.messages = [];
    const rejects = join(test.folder, 'rejects.csv');
    const options = { strict: false, dryRun: false, force: false, partial: false, rejects, ...given };
    const progress = { start() {}, update() {}, stop() {}, log: (text: string) => void test.messages.push(text) };
    return runImport(test.database.url, sae, await test.folders(content), options, progress);
  };
  return test;
}
