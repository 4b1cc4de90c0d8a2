import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { WorkforceFigure } from './workforce-figure.entity.ts';
import { workforceFigures, workforceFiguresOf, type WorkforceFigureRow } from './workforce-figure.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentWorkforceResolver {
  @Directive('@listSize(assumedSize: 40)')
  @FieldResolver(() => [WorkforceFigure], {
    nullable: true,
    description:
      'Its full-time equivalents by kind of staff and year (SAE, tables Q20 and Q24); of a legal entity, the sums over the sites that SAE gives it in that year. Add up only figures whose `isTotal` is false. At most some 200 for each year; empty if the statistics state none.',
  })
  workforce(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<WorkforceFigureRow[]> {
    return context.children(workforceFigures, workforceFiguresOf(establishment), { years });
  }
}
