import type { ListReader } from './list.ts';

/** Reads a list whose conditions are checked when it turns out to be empty: an error then tells more than no row. */
export function explaining<Row extends object>(reader: ListReader<Row>, explain: () => Promise<void>): ListReader<Row> {
  let explained: Promise<void> | undefined;
  const unlessEmpty = async <Found>(found: Found, isEmpty: boolean): Promise<Found> => {
    if (isEmpty) await (explained ??= explain());
    return found;
  };
  return {
    page: async (page) => {
      const rows = await reader.page(page);
      return unlessEmpty(rows, rows.length === 0 && page.bounds.length === 0);
    },
    measure: async (measure, conditions) => {
      const figure = await reader.measure(measure, conditions);
      return unlessEmpty(figure, !figure);
    },
    groups: async (field, conditions) => {
      const groups = await reader.groups(field, conditions);
      return unlessEmpty(groups, groups.length === 0);
    },
  };
}
