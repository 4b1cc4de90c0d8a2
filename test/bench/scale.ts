import type { CalibrationScale } from './calibration/calibrate.ts';
import type { Pace } from './rounds.ts';

/** How much a run measures. */
export interface Scale {
  pace: Pace;
  /** The pace of the contract's operations, and of growth: there are more of them, and they are compared among themselves. */
  briefly: Pace;
  /** Whether the national register is loaded where it is at hand. */
  isNational: boolean;
  /** How many requests a profile is of. */
  profiled: number;
  /** How many establishments are invented where it is not. */
  invented: number;
  /** How often the register is imported. */
  imports: number;
  /** The operations whose cost is compared with their database time. */
  calibration: CalibrationScale;
  /** The establishments of the smallest volume of growth: the others are 10 and 100 times as large. */
  growth: number;
}

export const full: Scale = {
  pace: { rounds: 7, seconds: 2, least: 16, most: 20_000, connections: 8, compared: 24 },
  briefly: { rounds: 5, seconds: 1, least: 8, most: 10_000, connections: 4, compared: 24 },
  isNational: true,
  profiled: 3000,
  invented: 100_000,
  imports: 3,
  calibration: { seed: 20_270_102, ranked: 200, random: 1000 },
  growth: 2000,
};

/** As a test runs it: answers are compared, figures mean nothing. */
export const quick: Scale = {
  pace: { rounds: 1, seconds: 0.1, least: 8, most: 24, connections: 4, compared: 8 },
  briefly: { rounds: 1, seconds: 0.1, least: 4, most: 8, connections: 2, compared: 4 },
  isNational: false,
  profiled: 20,
  invented: 1000,
  imports: 1,
  calibration: { seed: 20_270_102, ranked: 20, random: 50 },
  growth: 20,
};
