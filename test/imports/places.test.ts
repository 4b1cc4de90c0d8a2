import { describe, expect, it } from 'vitest';
import { location, locationRecord } from '../../imports/finess/records.ts';
import { toWgs84 } from '../../imports/finess/projections.ts';
import { CommuneFinder } from '../../imports/territories/commune-finder.ts';

describe('coordinates', () => {
  // The control values come from PROJ, to 5 decimals.
  it.each([
    ['EPSG:2154 RGF93 / Lambert-93 (Métropole)', 870262.2, 6571540.8, 46.22229, 5.20918],
    ['EPSG:5490 RGAF09/UTM Zone 20N (Antilles)', 657242.9, 1795384.4, 16.234, -61.52874],
    ['EPSG:2972 RGFG95/UTM zone 22N (Guyane)', 353672.8, 544349.1, 4.92347, -52.31973],
    ['EPSG:2975 RGR92/UTM zone 40S (Réunion)', 323086.6, 7679599.8, -20.97571, 55.29821],
    ['EPSG:4471 RGM04/UTM zone 38S (Mayotte)', 524819.9, 8587194.7, -12.77989, 45.22868],
    ['WGS84/UTM zone 21N (St-Pierre-et-Miquelon)', 563213.8, 5180306.8, 46.77332, -56.17201],
    ['EPSG:32621', 563213.8, 5180306.8, 46.77332, -56.17201],
    ['EPSG:4326', 5.20918, 46.22229, 46.22229, 5.20918],
  ])('are converted to degrees from %s', (projection, x, y, latitude, longitude) => {
    expect(toWgs84(x, y, `1,ATLASANTE,96,BAN,${projection}`)).toEqual({
      latitude: expect.closeTo(latitude, 5),
      longitude: expect.closeTo(longitude, 5),
    });
  });

  it('of files before 2021 have a source in seven columns', () => {
    const text =
      'geolocalisation;010990109;870262.2;6571540.8;1;ATLASANTE;100;IGN;BD_ADRESSE;V2.2;LAMBERT_93;2019-01-04';
    expect(location(locationRecord(text.split(';'))!, { number: 7, text })).toMatchObject({
      finess: '010990109',
      latitude: expect.closeTo(46.22229, 5),
    });
    expect(toWgs84(657242.9, 1795384.4, '1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_N20').latitude).toBeCloseTo(16.234, 4);
  });

  it('are refused if the projection is unknown, or the result is not in France', () => {
    expect(() => toWgs84(1, 2, '')).toThrow('unknown projection of the coordinates: (empty)');
    expect(() => toWgs84(563213.8, 5180306.8, 'EPSG:32661')).toThrow(
      'unknown projection of the coordinates: EPSG:32661',
    );
    expect(() => toWgs84(870262.2, 6571540.8, 'EPSG:5490')).toThrow('are outside France');
  });
});

describe('an address is placed', () => {
  const communes = new CommuneFinder();
  const at = (department: string, commune: string, postalCode: string, town: string) =>
    communes.locate({ department, commune, postalCode, town }).commune;

  it.each([
    ['by its commune', '01', '451', '', '', '01451'],
    ['by its commune overseas', '9B', '207', '97224', 'DUCOS', '97207'],
    ['by the commune of Saint-Martin, whose code INSEE changed', '9A', '127', '97150', 'ST MARTIN', '97801'],
    ['by an arrondissement', '69', '383', '69003', 'LYON', '69123'],
    ['by a commune that merged', '49', '228', '49124', 'NOYANT', '49228'],
    ['by post code and town', '57', '', '57530', 'ARS LAQUENEXY', '57031'],
    ['by the saint of its town', '38', '', '38400', 'ST MARTIN D HERES', '38421'],
    ['by a city with its arrondissement', '13', '', '13008', 'MARSEILLE 08', '13055'],
    ['by the town of a CEDEX', '57', '', '57126', 'THIONVILLE CEDEX', '57672'],
    ['by a town that took a longer name', '71', '', '71500', 'LOUHANS', '71263'],
    ['by a name that is cut off', '53', '', '53200', 'CHATEAU GONTIER SUR MAYENN', '53062'],
    ['by a post code of one commune', '24', '', '33220', 'PORT STE FOY ET PONCHAPT', '24335'],
    ['by its post code, in a file with one department for all of overseas', '9A', '', '97232', 'LE LAMENTIN', '97213'],
    ['by the CEDEX of Réunion', '9D', '', '97829', 'LE TAMPON CEDEX', '97422'],
  ])('%s', (_, department, commune, postalCode, town, expected) => {
    expect(at(department, commune, postalCode, town)).toBe(expected);
  });

  it('in its department if the commune is unknown', () => {
    // Louhans-Châteaurenaud has another post code, which is that of other communes.
    expect(at('71', '', '71250', 'LOUHANS')).toBeNull();
    expect(communes.locate({ department: '57', commune: '999', postalCode: '57999', town: 'NULLE PART' })).toEqual({
      commune: null,
      department: '57',
      stated: false,
    });
    expect(communes.locate({ department: '9A', commune: '', postalCode: '97299', town: 'NULLE PART' }).department).toBe(
      '972',
    );
    expect(communes.locate({ department: '00', commune: '', postalCode: '', town: '' })).toEqual({
      commune: null,
      department: null,
      stated: false,
    });
  });
});
