import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Of how many times the limit a batch may be, so that each of its operations is refused; a longer one is as a whole. */
const REFUSED_EACH = 10;

/**
 * Refuses bodies with too many operations, each of them, as clients assign answers by their place; and makes the
 * operations of one body share the cost limit of a request, and begin one after the other: between two of them, the event
 * loop serves other requests.
 */
export function useBatchLimit(limits: Limits): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      return {
        onRequestParseDone({ requestParserResult }) {
          if (!Array.isArray(requestParserResult)) return;
          const { length } = requestParserResult;
          serverContext.batch = { cost: 0, turn: Promise.resolve() };
          if (length <= limits.batch) return;
          const refusal = exceeded('batch', limits, length);
          if (length > limits.batch * REFUSED_EACH) throw refusal;
          serverContext.batch.refusal = refusal;
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
