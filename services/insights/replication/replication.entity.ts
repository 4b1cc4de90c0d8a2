import { Field, Float, ObjectType } from 'type-graphql';
import type { ReplicationState } from '../../kit/database/replication/replication-states.ts';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@ObjectType({
  description:
    "How the read side receives the data of one of the hub's services: from the same database, or by PostgreSQL's logical replication into its own database.",
})
export class Replication implements ReplicationState {
  @Field(() => String, { description: 'The name of the service, such as `clinical`.' })
  name!: string;

  @Field(() => Boolean, {
    description:
      'Whether the data arrives by replication, with a delay. False on a shared database, where the read side always sees the current data.',
  })
  isReplicated!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      "Seconds since the read side last had all of the hub's data, by the clocks of both servers. Without changes it rises to about 30, because an idle hub sends a message only twice a minute. Null on a shared database, during the initial copy, and while nothing arrives: the hub is unreachable, or the read side cannot apply a change.",
  })
  lagSeconds!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "The time of the hub's last message, which may report no changes, by the read side's clock. Null on a shared database, and until the first message after a connection was opened or lost.",
  })
  lastReceivedAt!: string | null;
}
