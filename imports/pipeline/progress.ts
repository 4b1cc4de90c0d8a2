import { SingleBar } from 'cli-progress';
import { printable } from '../../platform/printable.ts';
import type { InputFile } from './input-file.ts';

/** The progress of an import: a bar on a terminal, otherwise a line at every tenth. */
export interface Progress {
  start(input: InputFile): void;
  update(input: InputFile): void;
  stop(): void;
  log(text: string): void;
}

/** The progress display for a stream. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : plainLines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  let current: SingleBar | undefined;
  const stop = () => {
    current?.stop();
    current = undefined;
  };
  return {
    start(input) {
      stop();
      current = new SingleBar({ format: '{file} [{bar}] {percentage} %', stream, barsize: 40, hideCursor: true });
      current.start(input.size, 0, { file: printable(input.name) });
    },
    update: (input) => current?.update(input.read),
    stop,
    log(text) {
      stop();
      stream.write(`${printable(text)}\n`);
    },
  };
}

function plainLines(stream: NodeJS.WritableStream): Progress {
  let tenths = 0;
  const log = (text: string) => void stream.write(`${printable(text)}\n`);
  return {
    start(input) {
      tenths = 0;
      log(`${input.name}: reading`);
    },
    update(input) {
      const now = Math.floor((input.read / input.size) * 10);
      if (now <= tenths) return;
      tenths = now;
      log(`${input.name}: ${now * 10} %`);
    },
    stop: () => undefined,
    log,
  };
}
