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
  description: 'Which way dependencies are followed.',
  valuesConfig: {
    UPSTREAM: { description: 'To those on whom it relies, and on whom they rely in turn (amont).' },
    DOWNSTREAM: { description: 'To those who rely on it, and who rely on them in turn (aval).' },
  },
});

/** Which ties are followed, and which way. */
export interface DependencyWhere {
  direction: DependencyDirection;
  /** Of these domains alone, on each step; of all, where it is absent. */
  domains?: Domain[] | null;
  /** On this day; today, where it is absent. */
  asOf?: string | null;
  /** Not to these establishments. */
  except?: string[];
}

@ArgsType()
export class DependenciesArgs extends ForwardPageArgs implements DependencyWhere {
  @Field(() => DependencyDirection, {
    defaultValue: DependencyDirection.UPSTREAM,
    description: 'Whether on whom it relies, or who relies on it.',
  })
  direction!: DependencyDirection;

  @Field(() => [Domain], {
    nullable: true,
    description: 'For services in these domains alone, on each step; in all, where it is absent.',
  })
  domains?: Domain[] | null;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'In how many steps at most, from 1 to 6: the providers of its providers are two steps away.',
  })
  maxDepth!: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'As they stood on this day; as they stand today, where it is absent.',
  })
  asOf?: string | null;
}

const deepest = 6;

/** A depth as it was asked for; `BAD_USER_INPUT` where it is none that can be followed. */
export function depthWithin(maxDepth: number): number {
  if (maxDepth < 1 || maxDepth > deepest)
    throw badUserInput('maxDepth', `\`maxDepth\` is ${maxDepth}: it takes 1 to ${deepest}.`);
  return maxDepth;
}
