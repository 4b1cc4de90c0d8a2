import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import type { GatewayPlugin } from './request-context.ts';

/**
 * Refuses `variables` and `extensions` of a URL or a form that are not JSON, which Yoga would report as an internal error;
 * and takes an empty name of an operation for none, in a body as in a URL.
 */
export function useMalformedParams(): GatewayPlugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (!requestParser || request.headers.get('content-type')?.startsWith('application/json')) return;
      setRequestParser(async (original) => {
        try {
          return await requestParser(original);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          throw new GraphQLError(`\`variables\` and \`extensions\` must be JSON in a URL or a form: ${error.message}`, {
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          });
        }
      });
    },
    onParams({ params, setParams }) {
      if ((params as GraphQLParams | null)?.operationName === '') setParams({ ...params, operationName: undefined });
    },
  };
}
