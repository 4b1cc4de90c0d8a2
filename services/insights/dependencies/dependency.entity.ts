import { Field, Int, ObjectType } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';

@ObjectType({
  description:
    'One tie by which a consumer relies on a provider for a service (dépendance): a joint care unit, remotely interpreted exams, analyses, preparations, meals, linen, shared research, intern posts, or an information system. Flows that differ only in their conditions, such as on-call and daytime exams, are one tie.',
})
export class Dependency {
  @Field(() => Int, {
    description:
      'The number of ties on the shortest path from the requested establishment, or from the unit that stops, to the far end of this tie: 1 for a direct tie.',
  })
  depth!: number;
}

// `DependencyEdge` is the class of the view, so that the object type is named explicitly.
@ObjectType('DependencyEdge', { description: 'A dependency in a list.' })
class DependencyConnectionEdge extends Edge {
  @Field(() => Dependency, { description: 'The dependency.' })
  node!: Dependency;
}

@ObjectType({ description: 'A list of dependencies, shortest paths first.' })
export class DependencyConnection extends Connection {
  @Field(() => [DependencyConnectionEdge], { description: "The page's dependencies, each with its cursor." })
  edges!: DependencyConnectionEdge[];

  @Field(() => [Dependency], { description: "The page's dependencies." })
  nodes!: Dependency[];

  @Field(() => Boolean, {
    description:
      'Whether the list is incomplete. It has at most 1,000 ties, and omits the farthest first. Ties beyond `maxDepth` do not count.',
  })
  truncated!: boolean;
}
