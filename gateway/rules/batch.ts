import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/**
 * Refuses bodies with too many operations; and makes the operations of one body share the cost limit of a request, and
 * begin one after the other: between two of them, the event loop serves other requests.
 */
export function useBatchLimit(limits: Limits): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      return {
        onRequestParseDone({ requestParserResult }) {
          if (!Array.isArray(requestParserResult)) return;
          if (requestParserResult.length > limits.batch) throw exceeded('batch', limits, requestParserResult.length);
          serverContext.batch = { cost: 0, turn: Promise.resolve() };
        },
      };
    },
    onParams({ context: { batch } }) {
      if (!batch) return undefined;
      batch.turn = batch.turn.then(() => new Promise((resolve) => void setImmediate(resolve)));
      return batch.turn;
    },
  };
}
