/** The mean radius of the Earth (IUGG), in kilometres: distances on that sphere differ by at most 0.3 % from those on the ellipsoid in France. */
export const earthRadiusKm = 6371.0088;
