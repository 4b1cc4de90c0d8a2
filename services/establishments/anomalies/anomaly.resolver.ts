import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId, Node } from '../../kit/reading/node-id.ts';
import type { Context } from '../tables.ts';
import { Anomaly } from './anomaly.entity.ts';
import { AnomaliesArgs, AnomalyInput, DecideArgs } from './anomaly.filter.ts';
import { anomalies } from './anomaly.listing.ts';
import { ChangeActor, institutionActor } from '../changes/actor.entity.ts';
import { decideAnomaly, reportAnomaly } from './write-anomalies.ts';

@ObjectType({ description: 'An anomaly in a list.' })
class AnomalyEdge extends Edge {
  @Field(() => Anomaly, { description: 'The anomaly.' })
  node!: Anomaly;
}

@ObjectType({ description: 'A list of anomalies.' })
class AnomalyConnection extends Connection {
  @Field(() => [AnomalyEdge], { description: "The page's anomalies, each with its cursor." })
  edges!: AnomalyEdge[];

  @Field(() => [Anomaly], { description: "The page's anomalies." })
  nodes!: Anomaly[];
}

@Resolver(() => Anomaly)
export class AnomalyResolver {
  @Query(() => AnomalyConnection, {
    nullable: true,
    name: 'anomalies',
    description: 'What is held to be wrong, and what became of it, in the order in which it was reported.',
  })
  list(@Args(() => AnomaliesArgs) args: AnomaliesArgs, @Ctx() context: Context): List<Anomaly> {
    return context.list(anomalies, args);
  }

  @Mutation(() => Anomaly, {
    nullable: true,
    name: 'reportAnomaly',
    description:
      'Tells that a fact is wrong: of a row that another owns, or of a register. Institutions may, with the scope `partner`; others where the operator allows it.',
  })
  async report(
    @Arg('input', () => AnomalyInput, { description: 'What is wrong.' }) input: AnomalyInput,
    @Ctx() context: Context,
  ): Promise<Anomaly | null> {
    return context.find(anomalies, await reportAnomaly(context, input));
  }

  @Mutation(() => Anomaly, {
    nullable: true,
    name: 'decideAnomaly',
    description:
      'Decides an anomaly, as the institution to which the row belongs, or as an operator (scope `operator`). What is accepted of a row of an institution is written in the same moment.',
  })
  async decide(@Args(() => DecideArgs) args: DecideArgs, @Ctx() context: Context): Promise<Anomaly | null> {
    return context.find(anomalies, await decideAnomaly(context, args));
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() { id }: Anomaly): string {
    return encodeNodeId('Anomaly', id);
  }

  @Directive('@cost(weight: 1)')
  @FieldResolver(() => Node, { nullable: true, description: 'The object; null if it is gone.' })
  object(@Root() { type, nodeKey }: Anomaly, @Ctx() context: Context): Promise<object | null> {
    return context.findNode(encodeNodeId(type, nodeKey));
  }

  @FieldResolver(() => ChangeActor, { description: 'Who reported it.' })
  by(@Root() { reporterFiness }: Anomaly): ChangeActor {
    return institutionActor(reporterFiness);
  }

  @FieldResolver(() => ChangeActor, { nullable: true, description: 'Who decided it; null while it is open.' })
  decidedBy(@Root() { decidedAt, deciderFiness }: Anomaly): ChangeActor | null {
    return decidedAt === null ? null : institutionActor(deciderFiness);
  }
}
