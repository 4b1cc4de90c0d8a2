import { describe, expect, it } from 'vitest';
import { boxesAround } from '../../services/kit/register/near.ts';

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The point that lies a way off in a direction, by the formula of navigators. */
function off(latitude: number, longitude: number, km: number, bearing: number): [number, number] {
  const [phi, angle, theta] = [radians(latitude), km / 6371.0088, radians(bearing)];
  const north = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta));
  const east = Math.atan2(
    Math.sin(theta) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * Math.sin(north),
  );
  const lon = longitude + (east * 180) / Math.PI;
  return [(north * 180) / Math.PI, ((lon + 540) % 360) - 180];
}

describe('the boxes around a circle', () => {
  it.each([
    ['in Metz', 49.1, 6.2, 30],
    ['as wide as it may be', 49.1, 6.2, 2000],
    ['in Saint-Pierre-et-Miquelon', 46.8, -56.2, 500],
    ['across the date line from the west', -14.3, -178.1, 400],
    ['across the date line from the east', -22.3, 179.5, 400],
    ['that holds a pole', 89, 10, 500],
    ['on the equator', 0, 0, 1],
  ])('hold the whole of one %s', (_, latitude, longitude, radiusKm) => {
    const boxes = boxesAround({ latitude, longitude, radiusKm });
    for (let bearing = 0; bearing < 360; bearing += 1) {
      const [lat, lon] = off(latitude, longitude, radiusKm, bearing);
      const held = boxes.some(
        ([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north,
      );
      expect(held, `${bearing} degrees`).toBe(true);
    }
  });

  it.each([
    ['in Metz', 6.2, 1],
    ['across the date line from the west', -179.9, 2],
    ['across the date line from the east', 179.9, 2],
  ])('are hardly larger than one %s', (_, longitude, count) => {
    const boxes = boxesAround({ latitude: 49.1, longitude, radiusKm: 30 });
    expect(boxes).toHaveLength(count);
    for (const [, south, , north] of boxes) expect(north - south).toBeCloseTo(0.5396, 3);
    expect(boxes.reduce((sum, [west, , east]) => sum + east - west, 0)).toBeCloseTo(0.8241, 3);
  });
});
