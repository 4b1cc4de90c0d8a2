import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A fact by which an establishment meets a condition of a search.' })
export class MatchReason {
  @Field(() => String, { description: 'The condition, by its name in `where`, such as `imaging`.' })
  condition!: string;

  @Field(() => String, {
    description: 'The fact, in words: the devices of a modality, the laboratory that it shares, the tie.',
  })
  fact!: string;

  byFiness!: string | null;
}
