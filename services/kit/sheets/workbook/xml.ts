import { SaxesParser } from 'saxes';
import { UnreadableSheet } from '../sheet.ts';

/** What is done with the elements of a document, by their names without prefixes. */
export interface Visitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Visits the elements of a document as it is read; entities other than those of XML itself are refused. @throws UnreadableSheet */
export async function visit(bytes: AsyncIterable<Buffer>, visitor: Visitor): Promise<void> {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => visitor.open?.(local(name), attributes));
  parser.on('text', (text) => visitor.text?.(text));
  parser.on('cdata', (text) => visitor.text?.(text));
  parser.on('closetag', ({ name }) => visitor.close?.(local(name)));
  parser.on('error', (error) => {
    throw new UnreadableSheet(`is a damaged workbook (${error.message})`);
  });
  const decoder = new TextDecoder();
  for await (const block of bytes) parser.write(decoder.decode(block, { stream: true }));
  parser.write(decoder.decode()).close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
