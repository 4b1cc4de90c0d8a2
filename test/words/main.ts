// Checks the words of the files that words.yaml lists, from the working directory: a part of `npm run lint`.
import { pathToFileURL } from 'node:url';
import { checkFiles, readWords } from './check.ts';

const words = readWords(new URL('words.yaml', import.meta.url));
for (const finding of checkFiles(words, pathToFileURL(`${process.cwd()}/`))) {
  process.stdout.write(`${finding}\n`);
  process.exitCode = 1;
}
