import DataLoader from 'dataloader';
import type { Condition } from './condition.ts';
import { countAlias, type ListReader, type PageQuery } from './list.ts';

/** What a list is asked for in a tick: each at most once, but for counts, which are the same. */
type Asked = { page: PageQuery } | { count: Condition[] };

/** Reads the page and the count of one list by one statement where both are asked for in a tick, and the page is of the whole list. */
export function countedWithPage<Row extends object>(reader: ListReader<Row>): ListReader<Row> {
  const parts = new DataLoader<Asked, Row[] | number>(async (asked) => {
    const page = asked.find((one) => 'page' in one)?.page;
    const count = asked.find((one) => 'count' in one)?.count;
    const isCounted = page !== undefined && count !== undefined && page.bounds.length === 0;
    const [rows, figure] = await Promise.all([
      page && reader.page({ ...page, isCounted }),
      isCounted ? undefined : count && reader.measure('count', count),
    ]);
    const counted = isCounted ? Number((rows?.[0] as Record<string, unknown> | undefined)?.[countAlias] ?? 0) : figure;
    return asked.map((one) => ('page' in one ? rows! : (counted ?? 0)));
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
