import DataLoader from 'dataloader';
import type { Condition } from './condition.ts';
import { countAlias, type ListReader, type PageQuery } from './list.ts';

/** A part of a list that is requested in a tick. Counts may be requested several times, but do not differ. */
type Part = { page: PageQuery } | { count: Condition[] };

/** Reads the first page and the count of a list in one statement, if both are requested in the same tick. */
export function countedWithPage<Row extends object>(reader: ListReader<Row>): ListReader<Row> {
  const parts = new DataLoader<Part, Row[] | number>(async (requested) => {
    const page = requested.find((one) => 'page' in one)?.page;
    const count = requested.find((one) => 'count' in one)?.count;
    const isCounted = page !== undefined && count !== undefined && page.bounds.length === 0;
    const [rows, figure] = await Promise.all([
      page && reader.page({ ...page, isCounted }),
      isCounted ? undefined : count && reader.measure('count', count),
    ]);
    const counted = isCounted ? Number((rows?.[0] as Record<string, unknown> | undefined)?.[countAlias] ?? 0) : figure;
    return requested.map((one) => ('page' in one ? rows! : (counted ?? 0)));
  });
  return {
    page: (page) => parts.load({ page }) as Promise<Row[]>,
    measure: (measure, conditions) =>
      measure === 'count'
        ? (parts.load({ count: conditions }) as Promise<number>)
        : reader.measure(measure, conditions),
    groups: (field, conditions) => reader.groups(field, conditions),
  };
}
