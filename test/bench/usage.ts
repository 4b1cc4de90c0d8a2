import { readFileSync, readdirSync } from 'node:fs';

/** The kernel counts CPU in hundredths of a second, whatever its own clock: `getconf CLK_TCK`. */
const tickMs = 10;

interface Stat {
  parent: number;
  /** CPU ms of the process itself, and of its children that have ended. */
  own: number;
  ended: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name comes before, in parentheses, and may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      parent: fields[1]!,
      own: (fields[11]! + fields[12]!) * tickMs,
      ended: (fields[13]! + fields[14]!) * tickMs,
    };
  } catch {
    return null;
  }
}

/** The CPU milliseconds that processes have used since they began. */
export const cpuOf = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + (statOf(pid)?.own ?? 0), 0);

/** The CPU milliseconds that a PostgreSQL server has used: its postmaster, its living processes, and those that have ended. */
export function cpuOfPostgres(postmaster: number): number {
  let sum = statOf(postmaster)!.ended;
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : null;
    if (stat && (pid === postmaster || stat.parent === postmaster)) sum += stat.own;
  }
  return sum;
}

/** The process that a backend of PostgreSQL belongs to. */
export const parentOf = (pid: number): number => statOf(pid)!.parent;

/** The most memory that a process has had resident, in MB; null once it has ended. */
export function peakOf(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
