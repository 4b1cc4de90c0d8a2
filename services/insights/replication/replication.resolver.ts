import { Ctx, Query, Resolver } from 'type-graphql';
import { replicationStates } from '../../kit/database/replication/replication-states.ts';
import type { Context } from '../tables.ts';
import { Replication } from './replication.entity.ts';

@Resolver()
export class ReplicationResolver {
  @Query(() => [Replication], {
    nullable: true,
    description: 'The delay of the read side for each service that it reads from, ordered by name.',
  })
  replication(@Ctx() { db, options }: Context): Promise<Replication[]> {
    return replicationStates(db, options);
  }
}
