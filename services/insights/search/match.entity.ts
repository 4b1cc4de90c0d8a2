import { ObjectType } from 'type-graphql';
import type { CrossDomainWhere } from './cross-domain.filter.ts';

@ObjectType({ description: 'An establishment that meets the conditions of a search.' })
export class EstablishmentMatch {
  finess!: string;

  /** The conditions that found it. */
  where?: CrossDomainWhere | null;
}
