import proj4, { type Converter } from 'proj4';
import { BadRecord } from '../pipeline/bad-record.ts';

const definitions: Record<string, string> = {
  'EPSG:2154':
    '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:27572':
    '+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +a=6378249.2 +b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs',
  'EPSG:5490': '+proj=utm +zone=20 +ellps=GRS80 +units=m +no_defs',
  'EPSG:4559': '+proj=utm +zone=20 +ellps=GRS80 +units=m +no_defs',
  'EPSG:2972': '+proj=utm +zone=22 +ellps=GRS80 +units=m +no_defs',
  'EPSG:2975': '+proj=utm +zone=40 +south +ellps=GRS80 +units=m +no_defs',
  'EPSG:4471': '+proj=utm +zone=38 +south +ellps=GRS80 +units=m +no_defs',
  'EPSG:4467': '+proj=utm +zone=21 +ellps=GRS80 +units=m +no_defs',
  'EPSG:4326': '+proj=longlat +datum=WGS84 +no_defs',
};

/** The approximate bounds of French territories: south, west, north, east. */
const territories: Record<string, [number, number, number, number]> = {
  metropolitanFrance: [41, -5.5, 51.5, 10],
  antilles: [14, -63.5, 18.5, -60.5],
  guiana: [2, -55, 6, -51.5],
  saintPierreAndMiquelon: [46.5, -56.7, 47.3, -56],
  reunion: [-21.6, 55, -20.7, 56],
  mayotte: [-13.2, 44.8, -12.4, 45.5],
  newCaledonia: [-23, 158, -19, 169],
  polynesia: [-28, -155, -7, -134],
  wallisAndFutuna: [-15, -179, -13, -175],
};

const converters = new Map<string, Converter>();

/**
 * Converts coordinates to WGS84 degrees from the projection that their source names, such as
 * `1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)`, `…,LAMBERT_93` or `…,WGS84/UTM zone 21N (St-Pierre-et-Miquelon)`.
 * @throws BadRecord when the projection is unknown, or the result is not in France
 */
export function toWgs84(x: number, y: number, source: string): { latitude: number; longitude: number } {
  const [longitude, latitude] = converterOf(source).forward([x, y]) as [number, number];
  const place = { latitude: round(latitude), longitude: round(longitude) };
  if (!isFrench(place.latitude, place.longitude))
    throw new BadRecord(`coordinates ${x} ${y} are outside France (${place.latitude} N ${place.longitude} E)`);
  return place;
}

function converterOf(source: string): Converter {
  let converter = converters.get(source);
  if (!converter) {
    const definition = definitionOf(source);
    if (!definition) throw new BadRecord(`unknown projection of the coordinates: ${source || '(empty)'}`);
    converter = proj4(definition, definitions['EPSG:4326']!);
    // A limit, as each line of a file may have a different source.
    if (converters.size < 1000) converters.set(source, converter);
  }
  return converter;
}

function definitionOf(source: string): string | undefined {
  const epsg = /EPSG:(\d{4,5})/i.exec(source)?.[1];
  if (epsg)
    return definitions[`EPSG:${epsg}`] ?? utm(/^32([67])(\d\d)$/.exec(epsg), (found) => [found[2]!, found[1] === '7']);
  if (/lambert[ _-]?93/i.test(source)) return definitions['EPSG:2154'];
  return (
    utm(/UTM[ _](?:zone )?(\d\d)([NS])/i.exec(source), (found) => [found[1]!, found[2]!.toUpperCase() === 'S']) ??
    utm(/UTM[ _](?:zone )?([NS])(\d\d)/i.exec(source), (found) => [found[2]!, found[1]!.toUpperCase() === 'S'])
  );
}

function utm(
  found: RegExpExecArray | null,
  read: (found: RegExpExecArray) => [zone: string, south: boolean],
): string | undefined {
  if (!found) return undefined;
  const [zone, south] = read(found);
  if (Number(zone) < 1 || Number(zone) > 60) return undefined;
  return `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`;
}

const isFrench = (latitude: number, longitude: number): boolean =>
  Object.values(territories).some(
    ([south, west, north, east]) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
  );

/** Rounds to 7 decimals, a centimetre: further digits differ between machines. */
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
