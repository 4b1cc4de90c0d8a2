import { z } from 'zod';

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
