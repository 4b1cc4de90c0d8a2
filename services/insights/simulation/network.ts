import { earthRadiusKm } from '../../../platform/contract/earth.ts';
/** A location in degrees (WGS 84). */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** An establishment that is supplied. */
export interface Customer {
  finess: string;
  name: string;
  /** Null if unknown. */
  place: Coordinates | null;
}

/** A contract in force: the daily volume of a customer, and the cost of one meal or kilogram; null if unknown. */
export interface Contract {
  customer: Customer;
  volume: number | null;
  unitCostEur: number | null;
  /** The cooperation action that it is based on; null if it is based on none. */
  action: string | null;
}

/** An operating kitchen or laundry, with its contracts in force. */
export interface Unit {
  code: string;
  name: string;
  /** The maximum daily production; null if unknown. */
  capacity: number | null;
  place: Coordinates | null;
  contracts: Contract[];
}

/** The daily volume that a customer needs. */
export interface Demand {
  customer: Customer;
  volume: number;
}

/** The changes of a scenario to a network. */
export interface Change {
  added: Demand[];
  /** The FINESS numbers of the removed customers. */
  removed: ReadonlySet<string>;
  /** The codes of the units that stop. */
  offline: ReadonlySet<string>;
}

/** A sum or difference of volumes, rounded to six decimals: otherwise 0.1 and 0.2 would add up to more than 0.3. */
export const exact = (volume: number): number => Number(volume.toFixed(6));

export const sumOf = (volumes: number[]): number => exact(volumes.reduce((sum, volume) => sum + volume, 0));

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The great-circle distance between two locations, in kilometres. */
export function distanceKm(from: Coordinates, to: Coordinates): number {
  const halfSquare = (one: number, two: number): number => Math.sin(radians(two - one) / 2) ** 2;
  const chord =
    halfSquare(from.latitude, to.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfSquare(from.longitude, to.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
