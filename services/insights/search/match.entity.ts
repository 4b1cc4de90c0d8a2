import { ObjectType } from 'type-graphql';

@ObjectType({ description: 'An establishment that meets the conditions of a search.' })
export class EstablishmentMatch {
  finess!: string;
}
