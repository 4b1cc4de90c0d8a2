import { Field, InputType, Int } from 'type-graphql';
import { IntFilter } from '../../kit/reading/filter.ts';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { AuthorisationNature } from '../../kit/vocabulary/authorisation-nature.ts';
import { BiosafetyLevel } from '../../kit/vocabulary/biosafety-level.ts';
import { CareDiscipline } from '../../kit/vocabulary/care-discipline.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';
import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';

@InputType({
  description:
    'Conditions on care in one year. All given conditions must be met. Without `beds`, the establishment must have beds, places or stays.',
})
export class CrossCareFilter {
  @Field(() => [CareDiscipline], {
    nullable: true,
    description: 'The disciplines, counted together; defaults to all.',
  })
  discipline?: CareDiscipline[] | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its beds for full stays in these disciplines.' })
  beds?: IntFilter | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The calendar year, from 1900 to 2200; defaults to the latest year of the statistics.',
  })
  year?: number | null;
}

@InputType({
  description:
    'Conditions on imaging in one year. All given conditions must be met. Without `devices` and `exams`, the establishment must have devices or exams.',
})
export class CrossImagingFilter {
  @Field(() => [ImagingModality], {
    nullable: true,
    description: 'The modalities, counted together; defaults to all.',
  })
  modality?: ImagingModality[] | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its devices of these modalities.' })
  devices?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its exams in these modalities in the year.' })
  exams?: IntFilter | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The calendar year, from 1900 to 2200; defaults to the latest year of the statistics.',
  })
  year?: number | null;
}

@InputType({
  description:
    'Conditions on a laboratory that operates today and that is located at the establishment, operated by it or shared by it.',
})
export class CrossLabFilter {
  @Field(() => [BiosafetyLevel], { nullable: true, description: 'Any of these containment levels.' })
  biosafety?: BiosafetyLevel[] | null;
}

@InputType({
  description:
    'Conditions on a pharmacy that operates today and that is located at the establishment or operated by it.',
})
export class CrossPharmacyFilter {
  @Field(() => [PharmacyActivity], { nullable: true, description: 'At least one of these activities.' })
  activity?: PharmacyActivity[] | null;
}

@InputType({
  description:
    'A condition on the activities that the establishment declares (SAE, table FILTRE), in the latest year of the statistics.',
})
export class CrossDeclaredFilter {
  @MaxItems(35)
  @Field(() => [String], { description: 'The codes of the activities, such as `IMAG` or `TELEMED`.' })
  activity!: string[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True finds who declares at least one of them, false who was asked about one or more of them and declares none; defaults to true.',
  })
  isPresent?: boolean | null;
}

@InputType({
  description:
    'Conditions on an authorised activity (autorisation; FINESS+). One authorisation must meet all given conditions.',
})
export class CrossAuthorisationFilter {
  @Field(() => [AuthorisationNature], { nullable: true, description: 'Any of these natures; defaults to all.' })
  nature?: AuthorisationNature[] | null;

  @MaxItems(50)
  @Field(() => [String], {
    nullable: true,
    description: 'The codes of the authorised activities, such as `01`: any of them; defaults to all.',
  })
  activity?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'In force on this day; defaults to today.' })
  asOf?: string | null;
}
