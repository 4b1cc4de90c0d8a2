import { Field, Int, ObjectType } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';

@ObjectType({
  description:
    'One tie by which a consumer relies on a provider for a service (dépendance): a joint care unit, exams interpreted from afar, analyses, preparations, meals, linen, shared research, intern posts, or an information system. Flows that differ in their conditions alone, such as exams on call and those of the day, are one tie.',
})
export class Dependency {
  @Field(() => Int, {
    description:
      'How many ties there are from the establishment that was asked, or the unit that stops, to the far end of this one, by the shortest path: 1 where none stands between.',
  })
  depth!: number;
}

// The object type's name; `DependencyEdge` is the view's class.
@ObjectType('DependencyEdge', { description: 'A dependency in a list.' })
class DependencyConnectionEdge extends Edge {
  @Field(() => Dependency, { description: 'The dependency.' })
  node!: Dependency;
}

@ObjectType({ description: 'A list of dependencies, the shortest paths first.' })
export class DependencyConnection extends Connection {
  @Field(() => [DependencyConnectionEdge], { description: "The page's dependencies, each with its cursor." })
  edges!: DependencyConnectionEdge[];

  @Field(() => [Dependency], { description: "The page's dependencies." })
  nodes!: Dependency[];

  @Field(() => Boolean, {
    description:
      'Whether there are more than the list tells: it ends with the thousandth, the farthest being left out first. Those beyond `maxDepth` are not asked for, and do not count.',
  })
  truncated!: boolean;
}
