import type { InputFile } from '../pipeline/input-file.ts';
import { linesBelowFirst, splitFields, type Line } from '../pipeline/lines.ts';

/**
 * The lines of a table below its header, a block at a time. A published table has a line that is broken within a name (GHT of 2022): two lines that
 * are each too short, and together have the fields of one, are one.
 */
export async function* wholeLines(input: InputFile, width: number): AsyncGenerator<Line[]> {
  const lengthOf = (text: string): number => splitFields(text)?.length ?? 0;
  let short: Line | undefined;
  for await (const lines of linesBelowFirst(input)) {
    const whole: Line[] = [];
    for (const line of lines) {
      const isShort = lengthOf(line.text) < width;
      if (short && isShort && lengthOf(`${short.text} ${line.text}`) === width) {
        whole.push({ number: short.number, text: `${short.text} ${line.text}` });
        short = undefined;
        continue;
      }
      if (short) whole.push(short);
      short = isShort ? line : undefined;
      if (!isShort) whole.push(line);
    }
    yield whole;
  }
  if (short) yield [short];
}
