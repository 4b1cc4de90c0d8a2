import { z } from 'zod';
import { BadRecord } from '../pipeline/bad-record.ts';

const plain = z.union([z.string(), z.number().transform(String)]);

/**
 * A number without quotes may have lost its leading zeros: as a text, it gets to the checks, which report it. Codes are texts, or as in the
 * published schema objects of `code` and `system`.
 */
export const text = z.union([plain, z.object({ code: plain }).transform(({ code }) => code)]);

/** A text that may be absent; empty then. */
export const maybe = text.nullish().transform((value) => value?.trim() ?? '');

/** A list that may be absent, empty then, or a single value. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]),
    z.array(item),
  );

/** An object that may be absent, as null or an empty list too, or the first of a list. */
export const one = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), item.nullish());

/** A reader of values of a shape, which throws BadRecord with the place of the first error. */
export const read =
  <Shape extends z.ZodType>(shape: Shape) =>
  (value: unknown): z.output<Shape> => {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new BadRecord(`${issue!.path.join('.') || 'the record'}: ${issue!.message}`);
  };
