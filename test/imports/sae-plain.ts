import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saeFolders } from '../support/national.ts';

/** A line of a table, by its columns. */
export type Line = Record<string, string>;

/** The lines of a published table, read without the importer: no field contains a `;`. */
export function linesOf(file: Buffer): Line[] {
  const [header, ...lines] = new TextDecoder('windows-1252').decode(file).trimEnd().replaceAll('"', '').split(/\r?\n/);
  const columns = header!.split(';').map((column) => column.toUpperCase());
  return lines.map((line) => Object.fromEntries(line.split(';').map((value, index) => [columns[index]!, value])));
}

/** A table of 2023 or 2024. */
export const read = (name: string, year: number): Line[] =>
  linesOf(readFileSync(join(saeFolders[year - 2023]!, `${name}_${year}r.csv`)));

/** The sum of columns over lines; empty values count as 0. */
export const sum = (lines: Line[], ...columns: string[]): number =>
  lines.flatMap((line) => columns.map((column) => Number(line[column] || 0))).reduce((one, two) => one + two, 0);

/** The legal entity of a line. The armed forces' health service has another number in the statistics than in the register. */
export const ownerOf = ({ FI_EJ: owner = '' }: Line): string => (owner === '750821092' ? '750810814' : owner);

export const years = [2023, 2024] as const;
export const modalities = Object.entries({
  IRM: 'MRI',
  SCAN: 'SCANNER',
  RADIO: 'RADIOGRAPHY',
  VASC: 'ANGIOGRAPHY',
  MAMM: 'MAMMOGRAPHY',
  CAM: 'GAMMA_CAMERA',
  TOMO: 'PET',
  LITHO: 'LITHOTRIPSY',
});

const isTotal = (column: string, code: string) => (line: Line) => line[column] === code;

/** For each discipline: its table, the lines of its totals, and the columns of its five figures. */
export const disciplines: [string, string, (line: Line) => boolean, string[][]][] = [
  ...(['MED', 'CHI', 'OBS'] as const).map((suffix): [string, string, (line: Line) => boolean, string[][]] => [
    { MED: 'MEDICINE', CHI: 'SURGERY', OBS: 'OBSTETRICS' }[suffix],
    'MCO',
    () => true,
    ['LIT', 'PLA', 'SEJHC', 'SEJHP', 'JOU'].map((figure) => [`${figure}_${suffix}`]),
  ]),
  ['REHABILITATION', 'SSR', isTotal('GDE', 'SSR_TOT'), [['LIT'], ['PLA'], ['SEJHC'], ['JOUHP'], ['JOUHC']]],
  [
    'PSYCHIATRY',
    'PSY',
    isTotal('DIS', 'TOT'),
    [['CAP_HTP'], ['CAP_HDJ', 'CAP_HDN'], ['SEJ_HTP'], ['VEN_HDJ', 'VEN_HDN'], ['JOU_HTP']],
  ],
  ['HOME_HOSPITALISATION', 'HAD', () => true, [[], ['PLATOT'], ['SEJ_HAD'], [], ['JOU_HAD']]],
  ['LONG_TERM_CARE', 'USLD', () => true, [['LIT'], [], [], [], ['JOU']]],
];
