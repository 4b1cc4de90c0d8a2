import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { CriticalCare } from './critical-care.entity.ts';
import { DialysisActivity } from './dialysis-activity.entity.ts';
import { EmergencyActivity } from './emergency-activity.entity.ts';
import { OperatingTheatres } from './operating-theatres.entity.ts';
import { PerinatalActivity } from './perinatal-activity.entity.ts';
import {
  criticalCares,
  dialysisActivities,
  emergencyActivities,
  operatingTheatres,
  perinatalActivities,
  yearlyFiguresOf,
} from './yearly-figures.listing.ts';

const years = { nullable: true, description: 'Only these years; defaults to all.' } as const;

@Resolver(() => Establishment)
export class EstablishmentSpecialisedUnitsResolver {
  @FieldResolver(() => [EmergencyActivity], {
    nullable: true,
    description:
      'Its emergency departments by year and kind: visits and short stays (urgences; SAE, table URGENCES2). Usually known for sites, not for legal entities.',
  })
  emergencyActivity(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], years) among: number[] | null,
    @Ctx() context: Context,
  ): Promise<EmergencyActivity[]> {
    return context.children(emergencyActivities, yearlyFiguresOf(establishment), { years: among });
  }

  @FieldResolver(() => [CriticalCare], {
    nullable: true,
    description:
      'Its critical care units by year and kind: beds, stays and days (réanimation et soins intensifs; SAE, table REA). Usually known for sites, not for legal entities.',
  })
  criticalCare(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], years) among: number[] | null,
    @Ctx() context: Context,
  ): Promise<CriticalCare[]> {
    return context.children(criticalCares, yearlyFiguresOf(establishment), { years: among });
  }

  @FieldResolver(() => [PerinatalActivity], {
    nullable: true,
    description:
      'Its maternity and neonatal care by year (périnatalité; SAE, table PERINAT). Usually known for sites, not for legal entities.',
  })
  perinatalActivity(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], years) among: number[] | null,
    @Ctx() context: Context,
  ): Promise<PerinatalActivity[]> {
    return context.children(perinatalActivities, yearlyFiguresOf(establishment), { years: among });
  }

  @FieldResolver(() => [OperatingTheatres], {
    nullable: true,
    description:
      'Its operating rooms by year and kind (blocs opératoires; SAE, table BLOCS). Usually known for sites, not for legal entities.',
  })
  operatingTheatres(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], years) among: number[] | null,
    @Ctx() context: Context,
  ): Promise<OperatingTheatres[]> {
    return context.children(operatingTheatres, yearlyFiguresOf(establishment), { years: among });
  }

  @FieldResolver(() => [DialysisActivity], {
    nullable: true,
    description:
      'Its dialysis by year and modality: capacity, patients, sessions (SAE, table DIALYSE). Usually known for sites, not for legal entities.',
  })
  dialysisActivity(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], years) among: number[] | null,
    @Ctx() context: Context,
  ): Promise<DialysisActivity[]> {
    return context.children(dialysisActivities, yearlyFiguresOf(establishment), { years: among });
  }
}
