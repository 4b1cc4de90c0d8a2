import { Field, Float, Int, ObjectType } from 'type-graphql';
import { IndicatorCode } from './indicator-code.ts';

@ObjectType({
  description:
    'A figure of the care offer of a territory or grouping per inhabitant, with the national figure. It exists only if the statistics (SAE) state its numerator.',
})
export class Indicator {
  territoryCode!: string | null;

  groupingCode!: string | null;

  @Field(() => IndicatorCode, { description: 'The figure, and the number of inhabitants that it is relative to.' })
  code!: IndicatorCode;

  @Field(() => Int, { description: 'The calendar year of the numerator, as requested.' })
  year!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The numerator per 1,000 or 100,000 inhabitants, depending on the code; null if the population is unknown, or if the statistics of the year are not loaded in full: `reason` tells why.',
  })
  value!: number | null;

  @Field(() => Float, {
    description:
      "Beds, devices, exams or interns in the year: the sum of the figures in the statistics (SAE). For a territory, the figures of the sites and legal entities located in it, each at the location of its own holder. For a grouping, the statistics' own total of beds and devices, and the sum of exams and interns over its members on 31 December (except associates and partners) and their sites, as far as known to the hub.",
  })
  numerator!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "For a grouping, the sum of the figures of the known members on 31 December (except associates and partners) and their sites, beside the statistics' own total: a lower sum shows that members are missing, or their figures. Null if none is known, and for a territory.",
  })
  memberSum!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The inhabitants of the territory in that year (INSEE municipal population). If unknown, those of the latest known year before, or else of the first known year after. For a grouping, those of the communes that it serves, where a file gives them. Null if none is known.',
  })
  denominator!: number | null;

  /** For groupings it needs a statement, and is read only if requested. */
  nationalValue!: number | null | Promise<number | null>;

  @Field(() => String, { nullable: true, description: 'Why there is no value, in words; null if there is one.' })
  reason!: string | null;

  /** For groupings it rests on the national value. */
  ratioToNational!: number | null | Promise<number | null>;

  @Field(() => Int, {
    nullable: true,
    description:
      'Its rank among the territories of its level in France that have a value, from 1 for the highest; equal values have the same rank. Null if the value is null, and for groupings.',
  })
  rank!: number | null;
}
