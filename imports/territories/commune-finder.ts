import { LRUCache } from 'lru-cache';
import { fold } from '../../platform/text.ts';
import { readCommunes, readDepartments, type CommuneRow } from './division.ts';

/** What an address says of where it is. */
export interface Address {
  /** The department as INSEE or FINESS (9A to 9F overseas) writes it. */
  department: string;
  /** The commune's number within its department, or its whole INSEE code; empty where it is not stated. */
  commune: string;
  postalCode: string;
  /** The town as the postal line writes it, CEDEX and all. */
  town: string;
}

/** The commune and the department of an address, of today's division; null where they cannot be told. */
interface Location {
  commune: string | null;
  department: string | null;
  /** Whether the address itself named the commune, rather than its post code and town. */
  stated: boolean;
}

// INSEE moved them when they left the department of Guadeloupe in 2007; FINESS never did.
const moved: Record<string, string> = { '97123': '97701', '97127': '97801' };

// Overseas, a post code begins with the department's code, but for these; 978 is Réunion's CEDEX.
const postalDepartments: Record<string, string> = { '97133': '977', '97150': '978', '978': '974' };

/** CommuneFinder addresses in the official division. */
export class CommuneFinder {
  readonly #current = new Map<string, string>();
  readonly #departmentOf = new Map<string, string>();
  readonly #departments = new Set(readDepartments().map((row) => row.code));
  readonly #communesOf = new Map<string, string[]>();
  /** The names of communes of old and today, by post code and by department. */
  readonly #names = new Map<string, { name: string; code: string }[]>();

  /** Six sites of seven are where another one is. */
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
      // A former commune may be reached by the post codes of the one that it is part of.
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
    // Overseas, the commune's three digits begin with the third of the department.
    const code = commune.length === 3 ? inseeDepartment(department).slice(0, 2) + commune : commune;
    return this.#current.get(moved[code] ?? code);
  }

  // The last two mend names: a postal line ends after 26 letters, and towns take parts on and off (LOUHANS, Louhans-Châteaurenaud).
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

  /** Overseas, the post code tells the department even where a file writes the same one for all. */
  #department({ department, postalCode }: Address): string | null {
    const own = inseeDepartment(department);
    if (!own.startsWith('97')) return this.#departments.has(own) ? own : null;
    const postal = postalDepartments[postalCode] ?? postalDepartments[postalCode.slice(0, 3)] ?? postalCode.slice(0, 3);
    return [postal, own].find((code) => this.#departments.has(code)) ?? null;
  }
}

/** FINESS numbers the overseas departments 9A to 9F, INSEE 971 to 976. */
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
