import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const schema = z.strictObject({
  files: z.array(z.string()),
  except: z.array(z.string()),
  phrases: z.record(z.string(), z.string()),
});

/** The content of words.yaml. */
export type Words = z.infer<typeof schema>;

export const readWords = (file: URL): Words => schema.parse(parse(readFileSync(file, 'utf8')));

/** One line for each phrase in the files under `root`: `file:line: "phrase" → what to write instead`. */
export function checkFiles({ files, except, phrases }: Words, root: URL): string[] {
  const excluded = new Set(globSync(except, { cwd: root }));
  const expressions = Object.entries(phrases).map(([phrase, instead]) => ({
    expression: new RegExp(`\\b(?:${phrase})\\b`, 'gi'),
    instead,
  }));
  return globSync(files, { cwd: root })
    .filter((file) => !excluded.has(file))
    .toSorted()
    .flatMap((file) =>
      findPhrases(readFileSync(new URL(file, root), 'utf8'), expressions).map(
        ({ line, found, instead }) => `${file}:${line}: "${found}" → ${instead}`,
      ),
    );
}

/** The phrases in a text, with the line on which each begins. */
function findPhrases(text: string, expressions: readonly { expression: RegExp; instead: string }[]) {
  const starts: number[] = [];
  let joined = '';
  for (const line of text.split('\n')) {
    starts.push(joined.length);
    // The markers of comments and quotations would separate the words of a phrase that a line break divides.
    joined += `${line.replace(/^\s*(?:\/\*\*|\*\/|\*|\/\/|#|>)?\s*/, '').trimEnd()} `;
  }
  return expressions
    .flatMap(({ expression, instead }) =>
      [...joined.matchAll(expression)].map(({ index, 0: found }) => ({
        line: starts.findLastIndex((start) => start <= index) + 1,
        found,
        instead,
      })),
    )
    .toSorted((one, other) => one.line - other.line);
}
