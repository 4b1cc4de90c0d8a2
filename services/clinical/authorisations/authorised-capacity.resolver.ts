import { FieldResolver, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { AuthorisedCapacity } from './authorised-capacity.entity.ts';

@Resolver(() => AuthorisedCapacity)
export class AuthorisedCapacityResolver {
  @FieldResolver(() => Coding, {
    description: 'What is counted (unité de mesure); the register publishes no labels, so that the label is the code.',
  })
  unit(@Root() capacity: AuthorisedCapacity): Coding {
    return coding(CodeSystem.capacityUnit, capacity.unitCode, null);
  }
}
