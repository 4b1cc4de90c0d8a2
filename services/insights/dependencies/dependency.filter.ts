import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';

export enum DependencyDirection {
  UPSTREAM = 'UPSTREAM',
  DOWNSTREAM = 'DOWNSTREAM',
}

registerEnumType(DependencyDirection, {
  name: 'DependencyDirection',
  description: 'The direction in which dependencies are followed.',
  valuesConfig: {
    UPSTREAM: { description: 'To its providers, and to their providers in turn (amont).' },
    DOWNSTREAM: { description: 'To its consumers, and to their consumers in turn (aval).' },
  },
});

/** The ties that are followed, and the direction. */
export interface DependencyWhere {
  direction: DependencyDirection;
  /** Only in these domains, at every depth; defaults to all. */
  domains?: Domain[] | null;
  /** In force on this day; defaults to today. */
  asOf?: string | null;
  /** Except those to these establishments. */
  except?: string[];
}

@ArgsType()
export class DependenciesArgs extends ForwardPageArgs implements DependencyWhere {
  @Field(() => DependencyDirection, {
    defaultValue: DependencyDirection.UPSTREAM,
    description: 'The direction: its providers or its consumers.',
  })
  direction!: DependencyDirection;

  @Field(() => [Domain], {
    nullable: true,
    description: 'Only ties in these domains, at every depth; defaults to all.',
  })
  domains?: Domain[] | null;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'The maximum number of ties on a path, from 1 to 6: the providers of its providers are at depth 2.',
  })
  maxDepth!: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only ties in force on this day; defaults to today.',
  })
  asOf?: string | null;
}

const deepest = 6;

/** A valid depth. @throws GraphQLError `BAD_USER_INPUT` for any other */
export function depthWithin(maxDepth: number): number {
  if (maxDepth < 1 || maxDepth > deepest)
    throw badUserInput('maxDepth', `\`maxDepth\` is ${maxDepth}: it must be from 1 to ${deepest}.`);
  return maxDepth;
}
