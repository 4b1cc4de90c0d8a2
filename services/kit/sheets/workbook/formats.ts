import type { Archive } from './archive.ts';
import { visit } from './xml.ts';

/** How a spreadsheet shows a number; `plain` as it is. */
export type Format = 'plain' | 'day' | 'month' | 'moment' | { digits: number };

const builtIn: Record<number, Format> = { 14: 'day', 15: 'day', 16: 'day', 17: 'month', 22: 'moment' };

/** The formats of a workbook's cells, by the index of their style. @throws UnreadableSheet */
export async function readFormats(archive: Archive, part: string | undefined): Promise<Format[]> {
  const custom = new Map<number, Format>();
  const styles: Format[] = [];
  let inCells = false;
  if (part === undefined) return styles;
  await visit(archive.read(part), {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt') custom.set(Number(numFmtId), formatOf(formatCode));
      if (name === 'cellXfs') inCells = true;
      const id = Number(numFmtId);
      if (name === 'xf' && inCells) styles.push(custom.get(id) ?? builtIn[id] ?? 'plain');
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** The kind of a format, by its code such as `dd/mm/yyyy` or `000`. */
function formatOf(code: string): Format {
  const [first = ''] = code.split(';');
  const signs = first.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase();
  if (/^0{2,}$/.test(signs)) return { digits: signs.length };
  if (/d|y/.test(signs)) return /h/.test(signs) ? 'moment' : /d/.test(signs) ? 'day' : 'month';
  return 'plain';
}

const [day1900, day1904] = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)];
const dayMs = 86_400_000;

/** A number as a text: with the zeros before it that its format shows, or as a date. */
export function shown(number: string, format: Format, since1904: boolean): string {
  const value = Number(number);
  if (number.trim() === '' || !Number.isFinite(value)) return number;
  // Spreadsheets compute with 15 digits.
  const plain = String(Number(value.toPrecision(15)));
  if (format === 'plain') return plain;
  if (typeof format === 'object') return /^\d+$/.test(plain) ? plain.padStart(format.digits, '0') : plain;
  // Days before March 1900 are off by one in spreadsheets, which have a 29 February of that year.
  const days = Math.floor(value);
  if (days < (since1904 ? 0 : 61) || days > 2_958_465) return plain;
  const moment = new Date((since1904 ? day1904 : day1900) + Math.round(value * 86_400) * 1000);
  const iso = Number.isNaN(moment.getTime()) ? plain : moment.toISOString();
  if (format === 'moment' && value * dayMs !== days * dayMs) return iso.slice(0, 16).replace('T', ' ');
  return format === 'month' && iso.slice(8, 10) === '01' ? iso.slice(0, 7) : iso.slice(0, 10);
}
