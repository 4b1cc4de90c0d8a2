import { readdirSync, readFileSync } from 'node:fs';

/** What some processes have used: CPU since they started, in milliseconds, and memory, in megabytes. */
export interface Consumption {
  cpuMs: number;
  memoryMb: number;
}

/** The clock of /proc: a hundred ticks a second on every Linux of today. */
const msPerTick = 10;

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
}

/** What a process and all that it started have used; of those that have ended the CPU. */
export function consumptionOf(root: number): Consumption {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const { pid, parent } of stats) if (tree.has(parent)) tree.add(pid);
  }
  const own = stats.filter(({ pid }) => tree.has(pid));
  return {
    cpuMs: own.reduce((sum, { ticks }) => sum + ticks, 0) * msPerTick,
    memoryMb: own.reduce((sum, { pid }) => sum + memoryOf(pid), 0) / 1024,
  };
}

function statOf(pid: number): Stat[] {
  try {
    // The name, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(fields[1]), ticks }];
  } catch {
    return [];
  }
}

/** Its memory in kilobytes, where what it shares with others counts in part. */
function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]);
  } catch {
    return 0;
  }
}

/** The number of a process's parent. */
export const parentOf = (pid: number): number => statOf(pid)[0]!.parent;
