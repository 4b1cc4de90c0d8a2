import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { Authorisation } from './authorisation.entity.ts';
import type { AuthorisationRow } from './authorisation.listing.ts';
import { AuthorisedCapacity } from './authorised-capacity.entity.ts';
import { authorisedCapacities, capacitiesOf } from './authorised-capacity.listing.ts';

@ObjectType({ description: 'An authorisation in a list.' })
class AuthorisationEdge extends Edge {
  @Field(() => Authorisation, { description: 'The authorisation.' })
  node!: Authorisation;
}

@ObjectType({ description: 'A list of authorisations.' })
export class AuthorisationConnection extends Connection {
  @Field(() => [AuthorisationEdge], { description: "The page's authorisations, each with its cursor." })
  edges!: AuthorisationEdge[];

  @Field(() => [Authorisation], { description: "The page's authorisations." })
  nodes!: Authorisation[];
}

/** The coding of a code that not every nature has. */
const codingOf = (system: string, code: string | null, label: string | null = null): Coding | null =>
  code === null ? null : coding(system, code, label);

@Resolver(() => Authorisation)
export class AuthorisationResolver {
  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() authorisation: Authorisation): string {
    return encodeNodeId('Authorisation', authorisation.code);
  }

  @FieldResolver(() => Coding, {
    description:
      'What is authorised (activité): an activity, or a kind of heavy equipment. The label is the code where no nomenclature at hand has it, as with all codes of natures other than AMM.',
  })
  activity(@Root() { activityCode, activityLabel }: AuthorisationRow): Coding {
    return coding(CodeSystem.activity, activityCode, activityLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'The modality (modalité) of natures AMM, AMF and AASA; null for others.',
  })
  modality(@Root() { modalityCode, modalityLabel }: AuthorisationRow): Coding | null {
    return codingOf(CodeSystem.modality, modalityCode, modalityLabel);
  }

  @FieldResolver(() => Coding, { nullable: true, description: 'The mention of nature AMM; null for others.' })
  mention(@Root() { mentionCode, mentionLabel }: AuthorisationRow): Coding | null {
    return codingOf(CodeSystem.mention, mentionCode, mentionLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description:
      'The specific therapeutic practice (pratique thérapeutique spécifique) of nature AMM; null for others.',
  })
  practice(@Root() { practiceCode, practiceLabel }: AuthorisationRow): Coding | null {
    return codingOf(CodeSystem.practice, practiceCode, practiceLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'What the holder declares, such as day or full stays (déclaration), of nature AMM; null for others.',
  })
  declaration(@Root() { declarationCode, declarationLabel }: AuthorisationRow): Coding | null {
    return codingOf(CodeSystem.declaration, declarationCode, declarationLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'The form (forme d’activité) of natures AMF and AASA; null for others.',
  })
  form(@Root() { formCode }: Authorisation): Coding | null {
    return codingOf(CodeSystem.form, formCode);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'How a regulated activity is run (mode de fonctionnement); null for care and equipment.',
  })
  operatingMode(@Root() { operatingModeCode }: Authorisation): Coding | null {
    return codingOf(CodeSystem.operatingMode, operatingModeCode);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'Whom a regulated activity is for (public); null for care and equipment.',
  })
  clientele(@Root() { clienteleCode }: Authorisation): Coding | null {
    return codingOf(CodeSystem.clientele, clienteleCode);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether a site exercises it: the register lists an exercised activity (activité exercée) beside the authorised one.',
  })
  isExercised(@Root() { siteFiness }: Authorisation): boolean {
    return siteFiness !== null;
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The site that exercises it; if there is none, the legal entity that holds it.',
  })
  establishment(@Root() { siteFiness, legalEntityFiness }: Authorisation): Establishment {
    return establishmentOf(siteFiness ?? legalEntityFiness);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The legal entity that holds it.' })
  legalEntity(@Root() { legalEntityFiness }: Authorisation): Establishment {
    return establishmentOf(legalEntityFiness);
  }

  @FieldResolver(() => [AuthorisedCapacity], {
    description: 'Its capacities, authorised ones first; empty if the register states none.',
  })
  capacities(@Root() authorisation: Authorisation, @Ctx() context: Context): Promise<AuthorisedCapacity[]> {
    return context.children(authorisedCapacities, capacitiesOf(authorisation));
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() { sourceCode }: Authorisation): Source {
    return sourceOf(sourceCode);
  }
}
