import type { GraphQLParams } from 'graphql-yoga';
import type { FindDocument } from './documents/persisted.ts';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin, RequestContext } from './request-context.ts';

/** Of how many times the limit a batch may be, so that each of its operations is refused; a longer one is as a whole. */
const REFUSED_EACH = 10;

/**
 * Refuses bodies with too many operations, each of them, as clients assign answers by their place; and makes the
 * operations of one body share the cost limit of a request, and begin one after the other: between two of them, the event
 * loop serves other requests.
 * @param find finds the documents that operations name
 */
export function useBatchLimit(limits: Limits, find: FindDocument): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      return {
        async onRequestParseDone({ requestParserResult: operations }) {
          if (!Array.isArray(operations)) return;
          const { length } = operations;
          const now = Promise.resolve();
          const batch: RequestContext['batch'] = { cost: 0, turn: now, mayWrite: false, ended: now };
          serverContext.batch = batch;
          if (length <= limits.batch) {
            batch.mayWrite = (await Promise.all(operations.map((each) => mayWrite(each, find)))).includes(true);
            return;
          }
          batch.refusal = exceeded('batch', limits, length);
          if (length > limits.batch * REFUSED_EACH) throw batch.refusal;
        },
      };
    },
    onParams({ context: { batch } }) {
      if (!batch) return undefined;
      if (batch.refusal) throw batch.refusal;
      batch.turn = batch.turn.then(() => new Promise((resolve) => void setImmediate(resolve)));
      return batch.turn;
    },
  };
}

/** Makes the operations of a body with a mutation run one after the other, in their order, each when the last has ended. */
export function useBatchOrder(): GatewayPlugin {
  return {
    instrumentation: {
      operation({ context: { batch } }, run) {
        if (!batch?.mayWrite) return run();
        const ended = batch.ended.then(run);
        batch.ended = ended.catch(() => undefined);
        return ended;
      },
    },
  };
}

/** Whether an operation may be a mutation, by the text of its document: it is not parsed yet. */
async function mayWrite(params: GraphQLParams | null, find: FindDocument): Promise<boolean> {
  try {
    return /\bmutation\b/.test(String((await find(params ?? {})).query));
  } catch {
    // It will be refused.
    return false;
  }
}
