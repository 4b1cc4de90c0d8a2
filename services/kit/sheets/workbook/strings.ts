import type { Archive } from './archive.ts';
import { visit } from './xml.ts';

/** The texts that the cells of a workbook share, by their index. @throws UnreadableSheet */
export async function readStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const text = new TextOf();
  await visit(archive.read(part), {
    open(name) {
      if (name === 'si') text.begin();
      text.open(name);
    },
    text: (piece) => text.add(piece),
    close(name) {
      text.close(name);
      if (name === 'si') strings.push(text.value);
    },
  });
  return strings;
}

/** Collects the text of an element whose parts may have formats of their own; the reading aids of Japanese texts are left out. */
export class TextOf {
  value = '';
  #inText = false;
  #inAid = false;

  begin(): void {
    this.value = '';
  }

  open(name: string): void {
    if (name === 't') this.#inText = true;
    if (name === 'rPh') this.#inAid = true;
  }

  add(text: string): void {
    if (this.#inText && !this.#inAid) this.value += text;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    if (name === 'rPh') this.#inAid = false;
  }
}
