import 'reflect-metadata';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { DateScalar } from './scalars.ts';

/** Which end of a flow an establishment is at. */
export enum FlowRole {
  PROVIDER = 'PROVIDER',
  CONSUMER = 'CONSUMER',
}

registerEnumType(FlowRole, {
  name: 'FlowRole',
  description: 'The role of the establishment in a flow.',
  valuesConfig: {
    PROVIDER: { description: 'It provides the service: it interprets, analyses, prepares or delivers for others.' },
    CONSUMER: { description: 'It uses the service of others: it requests or receives.' },
  },
});

/** What flows are listed by: the day on which they hold, today where it is absent. */
export interface FlowWhere {
  asOf?: string | null;
}

@ArgsType()
export class FlowArgs implements FlowWhere {
  @Field(() => FlowRole, { description: 'The role of the establishment in the flows.' })
  role!: FlowRole;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only flows in force on this day; defaults to today.',
  })
  asOf?: string | null;
}
