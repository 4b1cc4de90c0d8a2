import type { DescribedColumn } from './describe.ts';

/** A description of the graph as one of a spreadsheet, where null is an empty cell. */
export const inSheet = (description: string): string => description.replaceAll(/\bnull\b/g, 'empty');

/** How the cells of a column are written. */
export function formOf({ isList, refersTo, type, enumValues }: DescribedColumn): string {
  const template = refersTo?.dataset ? ` (template ${refersTo.dataset})` : '';
  const form = enumValues.length > 0 ? type.expected : (refersTo?.expected ?? type.expected);
  return `${isList ? `Any number of values, separated by |, each ${form}` : capitalise(form)}${template}.`;
}

const capitalise = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
