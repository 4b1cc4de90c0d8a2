import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../kit/reading/node-id.ts';

@ObjectType({ description: 'One cooperation in one discipline or function, under an agreement.' })
@Directive('@key(fields: "id")')
export class CooperationAction {
  @Field(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id!: string;

  reference!: string;
}

/** The cooperation action with a reference, which the service of the establishments completes. */
export const actionOf = <Reference extends string | null>(
  reference: Reference,
): CooperationAction | (Reference extends null ? null : never) =>
  (reference === null ? null : { id: encodeNodeId('CooperationAction', reference), reference }) as never;
