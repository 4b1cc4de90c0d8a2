const delimiters = [';', ',', '\t', '|'] as const;

/** How many lines show which delimiter a file has. */
const sampleLines = 100;

/** A line in which a spreadsheet names the delimiter. */
const named = /^"?sep=([;,|\t])"?\1*$/i;

/**
 * The delimiter of a file, and how many lines it begins with that only name it. Unless named, it is the one that most lines have
 * alike and most of: titles and texts have others, but not each line as many.
 */
export function delimiterOf(text: string): { delimiter: string; declaration: number } {
  const lines = text.split('\n', sampleLines);
  const first = lines.findIndex((line) => line.trim() !== '');
  const given = named.exec(lines[first] ?? '')?.[1];
  if (given) return { delimiter: given, declaration: first + 1 };
  const counted = lines.filter((line) => line.trim() !== '' && !/^"?#/.test(line)).map(countsOf);
  const scores = delimiters.map((_, index) => scoreOf(counted.map((counts) => counts[index]!)));
  return { delimiter: delimiters[scores.indexOf(Math.max(...scores))]!, declaration: 0 };
}

/** How often each delimiter is in a line, outside of quotes. */
function countsOf(line: string): number[] {
  const unquoted = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  return delimiters.map((delimiter) => unquoted.split(delimiter).length - 1);
}

function scoreOf(counts: number[]): number {
  const lines = new Map<number, number>();
  for (const count of counts) lines.set(count, (lines.get(count) ?? 0) + 1);
  return Math.max(0, ...[...lines].map(([count, times]) => count * times));
}
