import { FieldResolver, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { EmergencyActivity } from './emergency-activity.entity.ts';
import { CriticalCare } from './critical-care.entity.ts';
import { OperatingTheatres } from './operating-theatres.entity.ts';
import { DialysisActivity } from './dialysis-activity.entity.ts';
import { PerinatalActivity } from './perinatal-activity.entity.ts';
import type { Labelled } from './yearly-figures.listing.ts';

@Resolver(() => EmergencyActivity)
export class EmergencyActivityResolver {
  @FieldResolver(() => Coding, {
    description: 'The kind of department: `GEN` general, `PED` paediatric, others as their code stands.',
  })
  kind(@Root() { kindCode, label }: Labelled<EmergencyActivity>): Coding {
    return coding(CodeSystem.emergencyDepartment, kindCode, label);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() { sourceCode }: EmergencyActivity): Source {
    return sourceOf(sourceCode);
  }
}

@Resolver(() => CriticalCare)
export class CriticalCareResolver {
  @FieldResolver(() => Coding, {
    description:
      'The kind of unit, by its code in the survey; the label is the code where its meaning is not published.',
  })
  kind(@Root() { kindCode, label }: Labelled<CriticalCare>): Coding {
    return coding(CodeSystem.criticalCareUnit, kindCode, label);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the kind adds up others: `SIADU` and `SIPED` the units of intensive care of adults and children, `SITOT` both. Add up only kinds of which it is false.',
  })
  isTotal(@Root() { kindCode }: CriticalCare): boolean {
    return ['SITOT', 'SIADU', 'SIPED'].includes(kindCode);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() { sourceCode }: CriticalCare): Source {
    return sourceOf(sourceCode);
  }
}

@Resolver(() => OperatingTheatres)
export class OperatingTheatresResolver {
  @FieldResolver(() => Coding, {
    description:
      'The kind of room, by the name of its column in the survey; the label is the code where its meaning is not published.',
  })
  kind(@Root() { kindCode, label }: Labelled<OperatingTheatres>): Coding {
    return coding(CodeSystem.operatingRoom, kindCode, label);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the kind adds up all others: `SALTOT`. Add up only kinds of which it is false.',
  })
  isTotal(@Root() { kindCode }: OperatingTheatres): boolean {
    return kindCode === 'SALTOT';
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() { sourceCode }: OperatingTheatres): Source {
    return sourceOf(sourceCode);
  }
}

@Resolver(() => DialysisActivity)
export class DialysisActivityResolver {
  @FieldResolver(() => Coding, {
    description:
      'The modality (modalité de dialyse), by its code in the survey, whose meaning is not published: the label is the code.',
  })
  modality(@Root() { kindCode, label }: Labelled<DialysisActivity>): Coding {
    return coding(CodeSystem.dialysisModality, kindCode, label);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() { sourceCode }: DialysisActivity): Source {
    return sourceOf(sourceCode);
  }
}

@Resolver(() => PerinatalActivity)
export class PerinatalActivityResolver {
  @FieldResolver(() => Coding, {
    nullable: true,
    description:
      'The authorised type of maternity (type de maternité), from `TYPE1` to `TYPE3`, or `CPPR`, a perinatal centre without deliveries; null if the statistics state none.',
  })
  maternityType(@Root() { maternityCode, label }: Labelled<PerinatalActivity>): Coding | null {
    return maternityCode === null ? null : coding(CodeSystem.maternityType, maternityCode, label);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() { sourceCode }: PerinatalActivity): Source {
    return sourceOf(sourceCode);
  }
}
