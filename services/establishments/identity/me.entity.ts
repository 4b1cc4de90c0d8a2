import { Field, ObjectType } from 'type-graphql';
import type { Caller } from '../../../platform/contract/caller.ts';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@ObjectType({ description: 'Who asks, as the bearer token of the request states it.' })
export class Me {
  /** The FINESS number of the token's institution. */
  finess!: string;

  @Field(() => [String], {
    description: 'What the token allows, such as `partner`, ordered as text, each once; empty if it has no scopes.',
  })
  scopes!: string[];

  @Field(() => DateTimeScalar, {
    description:
      'When the token expires (`exp`), in UTC. From five seconds later, a request with it is refused (`UNAUTHENTICATED`).',
  })
  expiresAt!: Date | null;
}

/** A caller as the graph shows it; null without a token. */
export function meOf({ institution, scopes, expiresAt }: Caller): Me | null {
  if (institution === null) return null;
  return {
    finess: institution,
    scopes: scopes.toSorted(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt * 1000),
  };
}
