import type { Calibration } from './calibration/calibrate.ts';
import type { Compared, Measured } from './comparison.ts';
import type { FinessPlusSample } from './finess-plus.ts';
import type { Growth } from './growth.ts';
import type { ImportSample } from './imports.ts';
import type { Machine } from './machine.ts';
import type { Profile } from './profile.ts';
import type { Sample } from './rounds.ts';
import type { Scale } from './scale.ts';

/** All that a run found. */
export interface Results extends Machine, Compared {
  scale: Scale;
  contents: string;
  contract: Measured[];
  profiles: Profile[];
  imports: ImportSample[];
  finessPlus: FinessPlusSample[];
  calibration: Calibration | null;
  growth: Growth | null;
}

/** A figure taken several times: the middle one, and how far the others lie. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: number[]): Spread {
  const ordered = values.toSorted((one, other) => one - other);
  const middle = (ordered.length - 1) / 2;
  return {
    median: (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2,
    least: ordered[0]!,
    most: ordered.at(-1)!,
  };
}

/** One figure of all rounds. */
export const figure = (samples: Sample[], name: keyof Sample): Spread => spreadOf(samples.map((one) => one[name]));

/** One contender's figure over another's, round by round. */
export const ratio = (ones: Sample[], others: Sample[], name: keyof Sample): Spread =>
  spreadOf(ones.map((one, round) => one[name] / others[round]![name]));

/** The faster of the limit's two forms; undefined where neither was measured. */
export function limitOf({ samples }: Measured): Sample[] | undefined {
  const forms = [samples['limit-json'], samples['limit-rows']].filter((form) => form !== undefined);
  return forms.toSorted((one, other) => figure(other, 'throughput').median - figure(one, 'throughput').median)[0];
}

/** A number in three digits or so. */
export function written(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A spread as `2.10 (1.95–2.31)`. */
export const writtenSpread = ({ median, least, most }: Spread): string =>
  least === most ? written(median) : `${written(median)} (${written(least)}–${written(most)})`;
