import { FieldResolver, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { WorkforceFigure } from './workforce-figure.entity.ts';
import type { WorkforceFigureRow } from './workforce-figure.listing.ts';

@Resolver(() => WorkforceFigure)
export class WorkforceFigureResolver {
  @FieldResolver(() => Coding, {
    description:
      'The kind of staff: of medical staff (personnel médical) a code of table Q20, whose total is `M9999`; of other staff (personnel non médical and midwives) the name of a column of table Q24, whose total is `ETPPNM`. The label is the code where its meaning is not published.',
  })
  staff(@Root() { staffSystem, staffCode, staffLabel }: WorkforceFigureRow): Coding {
    return coding(staffSystem, staffCode, staffLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description:
      'The discipline in which other staff works (discipline); `2000` adds up `2100` to `2500`, and `9999` adds up all. Null for medical staff, of which it is not stated.',
  })
  discipline(@Root() { disciplineCode, disciplineLabel }: WorkforceFigureRow): Coding | null {
    return disciplineCode === null ? null : coding(CodeSystem.staffDiscipline, disciplineCode, disciplineLabel);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figure.' })
  source(@Root() { sourceCode }: WorkforceFigure): Source {
    return sourceOf(sourceCode);
  }
}
