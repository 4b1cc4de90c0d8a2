import { FieldResolver, Resolver, Root } from 'type-graphql';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { TeleradiologyFlow } from './teleradiology-flow.entity.ts';

@Resolver(() => TeleradiologyFlow)
export class TeleradiologyFlowResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that performs the exams.' })
  requester(@Root() flow: TeleradiologyFlow): Establishment {
    return establishmentOf(flow.requesterFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment whose radiologists interpret the exams.',
  })
  interpreter(@Root() flow: TeleradiologyFlow): Establishment {
    return establishmentOf(flow.interpreterFiness);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() flow: TeleradiologyFlow): CooperationAction | null {
    return actionOf(flow.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() flow: TeleradiologyFlow): Source {
    return sourceOf(flow.sourceCode);
  }
}
