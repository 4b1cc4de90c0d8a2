import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';

@Entity({ tableName: 'training_post' })
@ObjectType({
  implements: Node,
  description: 'The posts for interns (postes d’internes) of one specialty at one site, for one semester.',
})
@Directive('@key(fields: "id")')
export class TrainingPost extends OwnedRow {
  declare [EntityName]?: 'TrainingPost';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  specialtyCode!: string;

  @Property({ type: 'text' })
  @Field(() => String, {
    description:
      "The internship semester (semestre d'internat), by its first month, such as `2024-11`. Semesters begin in May and November.",
  })
  semester!: string;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Posts that are open to interns (postes ouverts).' })
  posts!: number;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Posts that interns have taken (postes pourvus).' })
  filled!: number;

  @Property({ type: 'text' })
  siteFiness!: string;

  @Property({ type: 'text', nullable: true })
  offeredByFiness!: string | null;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'training_post_rotation' })
export class TrainingPostRotation {
  declare [EntityName]?: 'TrainingPostRotation';

  @PrimaryKey({ type: 'text' })
  trainingPostCode!: string;

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}
