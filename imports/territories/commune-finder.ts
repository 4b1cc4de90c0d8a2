import { LRUCache } from 'lru-cache';
import { ownValue } from '../../platform/own-value.ts';
import { fold } from '../../platform/text.ts';
import { readCommunes, readDepartments, type CommuneRow } from './division.ts';

/** The parts of an address that locate it. */
export interface Address {
  /** The department as INSEE or FINESS (9A to 9F overseas) writes it. */
  department: string;
  /** The commune's number within its department, or its whole INSEE code; empty when not stated. */
  commune: string;
  postalCode: string;
  /** The town as written in the postal line, including CEDEX. */
  town: string;
}

/** The commune and the department of an address in today's division; null when unknown. */
interface Location {
  commune: string | null;
  department: string | null;
  /** Whether the address itself named the commune, rather than its post code and town. */
  stated: boolean;
}

// INSEE changed these codes when the communes left the department of Guadeloupe in 2007; FINESS did not.
const moved: Record<string, string> = { '97123': '97701', '97127': '97801' };

// Overseas, a post code begins with the department's code, except for these; 978 is used for CEDEX in Réunion.
const postalDepartments: Record<string, string> = { '97133': '977', '97150': '978', '978': '974' };

/** Finds the commune of an address in the official division. */
export class CommuneFinder {
  readonly #current = new Map<string, string>();
  readonly #departmentOf = new Map<string, string>();
  readonly #departments = new Set(readDepartments().map((row) => row.code));
  readonly #communesOf = new Map<string, string[]>();
  /** The names of former and current communes, by post code and by department. */
  readonly #names = new Map<string, { name: string; code: string }[]>();

  /** A cache: six sites out of seven share these parts of their address with another site. */
  readonly #known = new LRUCache<string, Location>({ max: 20_000 });

  constructor(communes: CommuneRow[] = readCommunes()) {
    const today = new Map(communes.filter((row) => row.type === 'commune-actuelle').map((row) => [row.code, row]));
    for (const row of communes) {
      const code = row.type === 'commune-actuelle' ? row.code : (row.chefLieu ?? row.commune)!;
      const current = today.get(code)!;
      this.#departmentOf.set(code, row.departement);
      for (const old of [row.code, ...(row.anciensCodes ?? [])])
        if (old === code || !today.has(old)) this.#current.set(old, code);
      const name = townName(row.nom);
      // The post codes of a commune also serve the former communes that are part of it.
      const postalCodes = new Set([...(row.codesPostaux ?? []), ...(current.codesPostaux ?? [])]);
      for (const place of [row.departement, ...postalCodes]) push(this.#names, place, { name, code });
    }
    for (const { code, codesPostaux = [] } of today.values())
      for (const postalCode of codesPostaux) push(this.#communesOf, postalCode, code);
  }

  locate(address: Address): Location {
    const key = [address.department, address.commune, address.postalCode, address.town].join(';');
    let place = this.#known.get(key);
    if (!place) this.#known.set(key, (place = this.#find(address)));
    return place;
  }

  #find(address: Address): Location {
    const stated = this.#stated(address);
    if (stated) return { commune: stated, department: this.#departmentOf.get(stated)!, stated: true };
    const department = this.#department(address);
    const commune = this.#commune(address.postalCode, department ?? '', townName(address.town));
    return { commune, department: commune ? this.#departmentOf.get(commune)! : department, stated: false };
  }

  #stated({ department, commune }: Address): string | undefined {
    // Overseas, the first of the commune's three digits is the third digit of the department's code.
    const code = commune.length === 3 ? inseeDepartment(department).slice(0, 2) + commune : commune;
    return this.#current.get(ownValue(moved, code) ?? code);
  }

  // The last two rules handle incomplete names: postal lines end after 26 letters, and towns change their names (LOUHANS, Louhans-Châteaurenaud).
  #commune(postalCode: string, department: string, name: string): string | null {
    const at = this.#communesOf.get(postalCode) ?? [];
    return (
      this.#named(postalCode, (other) => other === name) ??
      this.#named(department, (other) => other === name) ??
      only(at) ??
      this.#named(postalCode, (other) => other.startsWith(name) || name.startsWith(`${other} `)) ??
      (at.length === 0 ? this.#named(department, (other) => other.startsWith(`${name} `)) : undefined) ??
      null
    );
  }

  #named(place: string, matches: (name: string) => boolean): string | undefined {
    return only((this.#names.get(place) ?? []).filter(({ name }) => matches(name)).map(({ code }) => code));
  }

  /** Overseas, the post code gives the department, as some files use one department for all of overseas. */
  #department({ department, postalCode }: Address): string | null {
    const stated = inseeDepartment(department);
    if (!stated.startsWith('97')) return this.#departments.has(stated) ? stated : null;
    const postal =
      ownValue(postalDepartments, postalCode) ??
      ownValue(postalDepartments, postalCode.slice(0, 3)) ??
      postalCode.slice(0, 3);
    return [postal, stated].find((code) => this.#departments.has(code)) ?? null;
  }
}

/** FINESS uses 9A to 9F for the overseas departments, INSEE 971 to 976. */
const inseeDepartment = (department: string): string =>
  /^9[A-F]$/.test(department) ? `97${department.charCodeAt(1) - 64}` : department;

const maxTownLength = 26;

function townName(town: string): string {
  const cedex = town.length < maxTownLength ? / cedex( .*)?$/ : / c(ed?|ede|edex( .*)?)?$/;
  return fold(town)
    .replace(cedex, '')
    .replace(/^(paris|lyon|marseille)( sp)?( \d+)?( \d*(er|e|eme))?( arrondissement)?$/, '$1')
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/\bste\b/g, 'sainte');
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const only = (codes: string[]): string | undefined => (codes.every((code) => code === codes[0]) ? codes[0] : undefined);
