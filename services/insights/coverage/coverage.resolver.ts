import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { Territory, territoryOf } from '../foreign/territory.entity.ts';
import type { Context } from '../tables.ts';
import { Coverage } from './coverage.entity.ts';
import { CoverageOfTerritoriesArgs } from './coverage.filter.ts';
import { coverageOf } from './coverage.listing.ts';

@Resolver(() => Coverage)
export class CoverageResolver {
  @Directive('@cost(weight: 1000)')
  @Directive('@listSize(assumedSize: 18)')
  @Query(() => [Coverage], {
    nullable: true,
    description:
      'How much of each domain the hub knows in territories, or in the whole country: one row for each territory and domain.',
  })
  async coverage(
    @Args(() => CoverageOfTerritoriesArgs) { territories, domains }: CoverageOfTerritoriesArgs,
    @Ctx() context: Context,
  ): Promise<Coverage[] | undefined> {
    if (!territories) return coverageOf(context, 'country', '', domains);
    return (await Promise.all(territories.map((code) => ofKnownTerritory(context, code, domains)))).flat();
  }

  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'The territory; null for the whole country, a grouping or an establishment.',
  })
  territory(@Root() { territoryCode }: Coverage): Territory | null {
    return territoryCode === null ? null : territoryOf(territoryCode);
  }

  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [Source], {
    nullable: true,
    description: 'The sources of the known objects, by code.',
  })
  sources(@Root() { sourceCodes }: Coverage): Source[] {
    return sourceCodes.map(sourceOf);
  }
}

async function ofKnownTerritory(
  context: Context,
  code: string,
  domains: CoverageOfTerritoriesArgs['domains'],
): Promise<Coverage[]> {
  const rows = await coverageOf(context, 'territory', code, domains);
  if (!rows) throw badUserInput('territories', `\`territories\` has ${code}, which is not the code of a territory.`);
  return rows;
}
