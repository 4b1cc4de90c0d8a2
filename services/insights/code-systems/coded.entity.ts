import { Field, ObjectType } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import { Coding } from '../../kit/vocabulary/coding.ts';

@ObjectType('CodeSystem', {
  description:
    'A nomenclature that the hub uses: where it comes from, and the codes that it knows (FHIR `CodeSystem`).',
})
export class Nomenclature {
  @Field(() => String, { description: 'Its URI or name, as in `Coding.system`.' })
  system!: string;

  @Field(() => String, { description: 'What it is.' })
  title!: string;
}

@ObjectType({ description: 'A code in a list.' })
class CodingEdge extends Edge {
  @Field(() => Coding, { description: 'The code.' })
  node!: Coding;
}

@ObjectType({ description: 'A list of codes.' })
export class CodingConnection extends Connection {
  @Field(() => [CodingEdge], { description: "The page's codes, each with its cursor." })
  edges!: CodingEdge[];

  @Field(() => [Coding], { description: "The page's codes." })
  nodes!: Coding[];
}
