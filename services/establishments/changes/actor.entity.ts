import { Directive, Field, ObjectType } from 'type-graphql';
import type { Change } from './change.entity.ts';

@ObjectType({
  description:
    'Who changed something: an institution, or an import with its files and source. All are null for the operator.',
})
@Directive('@shareable')
export class ChangeActor {
  /** The FINESS number of the institution. */
  finess!: string | null;
  /** The code of the source. */
  sourceCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The import, by the name of its command, with its files: `partner (units.csv)`; null for other changes.',
  })
  import!: string | null;
}

/** Who made a change. */
export const actorOf = ({ institution, import: name, files, source }: Change): ChangeActor => ({
  finess: institution,
  sourceCode: source,
  import: name === null || files.length === 0 ? name : `${name} (${files.join(', ')})`,
});

/** An institution; null for the operator, or for a caller without a token. */
export const institutionActor = (finess: string | null): ChangeActor => ({ finess, sourceCode: null, import: null });
