import { ObjectType } from 'type-graphql';

@ObjectType({ description: 'An establishment that fulfils the conditions of a search.' })
export class EstablishmentMatch {
  finess!: string;
}
