import 'reflect-metadata';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { DateScalar } from './scalars.ts';

/** The role of an establishment in a flow. */
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

/** The conditions on flows: in force on a day, which defaults to today. */
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
