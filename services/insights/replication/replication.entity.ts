import { Field, Float, ObjectType } from 'type-graphql';
import type { ReplicationState } from '../../kit/database/replication/replication-states.ts';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@ObjectType({
  description:
    "How the read side receives what one of the hub's services holds: from the same database, or by PostgreSQL's logical replication into its own.",
})
export class Replication implements ReplicationState {
  @Field(() => String, { description: 'The service whose facts it receives, such as clinical.' })
  name!: string;

  @Field(() => Boolean, {
    description:
      "Whether the facts come by replication, after the hub has them. False on one database, where the read side sees them at the hub's own moment.",
  })
  isReplicated!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds since the read side last had everything that the hub held, by the clocks of both servers. At rest it runs up to about 30, because a hub without news says so twice a minute only. Null on one database, while the first rows are being copied, and while nothing arrives: the hub is out of reach, or the read side cannot take a change in.',
  })
  lagSeconds!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "When the read side last heard from the hub, be it that there is nothing new, by the read side's clock. Null on one database, and until the first word after a connection was made or lost.",
  })
  lastReceivedAt!: string | null;
}
