type Row = Record<string, any>;

const coding = (code: string | null, label: string | null): object =>
  code === null ? { code: 'UNK', label: 'unknown' } : { code, label: label ?? code };

const hasAddress = (row: Row): boolean =>
  row['address_lines'].length > 0 || Boolean(row['postal_code'] ?? row['city'] ?? row['commune_code']);

const place = ({ latitude, longitude }: Row): object | null => (latitude === null ? null : { latitude, longitude });

/** The answers that the limit makes of plain rows, by the name of their statement. */
export const shapes: Record<string, (rows: Row[], values: unknown[]) => unknown> = {
  'establishment.rows': ([row]) => ({
    establishment: row
      ? {
          finess: row['finess'],
          level: row['level'],
          name: row['name'],
          longName: row['long_name'],
          category: coding(row['category_code'], row['category_label']),
          legalStatus:
            row['legal_status_code'] === null ? null : coding(row['legal_status_code'], row['legal_status_label']),
          address: hasAddress(row)
            ? { lines: row['address_lines'], postalCode: row['postal_code'], city: row['city'] }
            : null,
          location: place(row),
          phone: row['phone'],
          isMilitary: row['is_military'],
          openedOn: row['opened_on'],
        }
      : null,
  }),
  'page.rows': (rows, [, first]) => {
    const page = rows.slice(0, first as number);
    return {
      establishments: {
        nodes: page.map((row) => ({
          finess: row['finess'],
          level: row['level'],
          name: row['name'],
          category: coding(row['category_code'], row['category_label']),
          address: hasAddress(row) ? { postalCode: row['postal_code'], city: row['city'] } : null,
          location: place(row),
          openedOn: row['opened_on'],
        })),
        pageInfo: { hasNextPage: rows.length > page.length, endCursor: page.at(-1)?.['finess'] ?? null },
      },
    };
  },
};
