/** Where something lies, in degrees (WGS 84). */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** Who is delivered to. */
export interface Customer {
  finess: string;
  name: string;
  /** Null where it is not known. */
  place: Coordinates | null;
}

/** A contract in force: what a unit delivers to a customer in a day, and what one meal or kilogram costs; null where not known. */
export interface Contract {
  customer: Customer;
  volume: number | null;
  unitCostEur: number | null;
}

/** A kitchen or laundry at work, with its contracts in force. */
export interface Unit {
  code: string;
  name: string;
  /** The most that it can make in a day; null where not known. */
  capacity: number | null;
  place: Coordinates | null;
  contracts: Contract[];
}

/** A volume that a customer asks for in a day. */
export interface Demand {
  customer: Customer;
  volume: number;
}

/** What a scenario changes in a network. */
export interface Change {
  added: Demand[];
  /** The FINESS numbers of the customers that leave. */
  removed: ReadonlySet<string>;
  /** The codes of the units that stop. */
  offline: ReadonlySet<string>;
}

/** A sum or difference of volumes to the millionth: in binary, 0.1 and 0.2 would make a little more than 0.3. */
export const exact = (volume: number): number => Number(volume.toFixed(6));

export const sumOf = (volumes: number[]): number => exact(volumes.reduce((sum, volume) => sum + volume, 0));

const earthRadiusKm = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The great circle between two places, in kilometres. */
export function distanceKm(from: Coordinates, to: Coordinates): number {
  const halfSquare = (one: number, two: number): number => Math.sin(radians(two - one) / 2) ** 2;
  const chord =
    halfSquare(from.latitude, to.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfSquare(from.longitude, to.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
