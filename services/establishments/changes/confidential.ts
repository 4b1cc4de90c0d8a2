import { concerns } from '../../kit/subgraph/parties.ts';
import type { Context } from '../tables.ts';
import type { Change, FieldChange } from './change.entity.ts';

/** The fields of a change that the caller may see. */
export async function fieldsOf(
  context: Context,
  { fields, confidential, establishments }: Change,
): Promise<FieldChange[]> {
  if (confidential.length === 0 || !(await concerns(context, { establishments }))) return fields;
  return [...fields, ...confidential];
}
