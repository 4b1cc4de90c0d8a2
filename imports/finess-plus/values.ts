import { z } from 'zod';
import { BadRecord } from '../pipeline/bad-record.ts';

/** A number without quotes may have lost its leading zeros: as a text, it gets to the checks, which report it. */
export const text = z.union([z.string(), z.number().transform(String)]);

/** A text that may be absent; empty then. */
export const maybe = text.nullish().transform((value) => value?.trim() ?? '');

/** A list that may be absent; empty then. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

/** A reader of values of a shape, which throws BadRecord with the place of the first error. */
export const read =
  <Shape extends z.ZodType>(shape: Shape) =>
  (value: unknown): z.output<Shape> => {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new BadRecord(`${issue!.path.join('.') || 'the record'}: ${issue!.message}`);
  };
