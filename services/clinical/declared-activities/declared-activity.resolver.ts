import { FieldResolver, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { DeclaredActivity } from './declared-activity.entity.ts';
import type { DeclaredActivityRow } from './declared-activity.listing.ts';

@Resolver(() => DeclaredActivity)
export class DeclaredActivityResolver {
  @FieldResolver(() => Coding, {
    description:
      'The activity, by the name of its column in the survey, such as `IMAG` or `TELEMED`. The label is the code where the meaning of the column is not published.',
  })
  activity(@Root() { activityCode, activityLabel }: DeclaredActivityRow): Coding {
    return coding(CodeSystem.declaredActivity, activityCode, activityLabel);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the declaration.' })
  source(@Root() { sourceCode }: DeclaredActivity): Source {
    return sourceOf(sourceCode);
  }
}
