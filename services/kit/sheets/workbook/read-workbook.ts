import { posix } from 'node:path';
import { UnreadableSheet, type Sheet } from '../sheet.ts';
import { Archive } from './archive.ts';
import { readFormats } from './formats.ts';
import { readRows } from './rows.ts';
import { readStrings } from './strings.ts';
import { visit } from './xml.ts';

/** The visible sheets of a workbook (xlsx). @throws UnreadableSheet */
export async function readWorkbook(content: Buffer): Promise<Sheet[]> {
  const archive = await Archive.open(content);
  const main = await mainPart(archive);
  const related = await relationsOf(archive, main);
  const partOf = (kind: string) => [...related.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const { named, since1904 } = await contentsOf(archive, main);
  const strings = await readStrings(archive, partOf('sharedStrings'));
  const formats = await readFormats(archive, partOf('styles'));
  const sheets: Sheet[] = [];
  for (const { name, id } of named) {
    const relation = related.get(id);
    // A chart has a sheet of its own.
    if (!relation?.type.endsWith('/worksheet')) continue;
    const rows = await readRows(archive, relation.target, { strings, formats, since1904 });
    sheets.push({ form: 'xlsx', name, rows });
  }
  return sheets;
}

interface Relation {
  type: string;
  target: string;
}

/** The part that lists the sheets. @throws UnreadableSheet when it is a file of another kind */
async function mainPart(archive: Archive): Promise<string> {
  if (archive.has('content.xml')) throw otherKind('an OpenDocument file (ods)');
  if (!archive.has('_rels/.rels')) throw otherKind('a zip archive');
  const relations = await relationsOf(archive, '');
  const target = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? '';
  if (target.endsWith('.bin')) throw otherKind('a binary workbook (xlsb)');
  if (!/workbook[^/]*\.xml$/.test(target)) throw otherKind('a document of another kind');
  return target;
}

const otherKind = (kind: string): UnreadableSheet =>
  new UnreadableSheet(`is ${kind}: save it as a workbook (xlsx) or as CSV, and load that file`);

/** What a part refers to, by the ids that it uses. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const relations = new Map<string, Relation>();
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(list)) return relations;
  await visit(archive.read(list), {
    open(name, { Id = '', Type: type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type, target });
    },
  });
  return relations;
}

/** The sheets that a workbook shows, in their order, and the day from which it counts days. */
async function contentsOf(
  archive: Archive,
  main: string,
): Promise<{ named: { name: string; id: string }[]; since1904: boolean }> {
  const named: { name: string; id: string }[] = [];
  let since1904 = false;
  await visit(archive.read(main), {
    open(element, attributes) {
      if (element === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (element !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      named.push({ name: attributes.name ?? '', id });
    },
  });
  return { named, since1904 };
}
