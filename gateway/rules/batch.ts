import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Refuses bodies with too many operations, and makes the operations of one body share the cost limit of a request. */
export function useBatchLimit(limits: Limits): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      return {
        onRequestParseDone({ requestParserResult }) {
          if (!Array.isArray(requestParserResult)) return;
          if (requestParserResult.length > limits.batch) throw exceeded('batch', limits, requestParserResult.length);
          serverContext.batch = { cost: 0 };
        },
      };
    },
  };
}
