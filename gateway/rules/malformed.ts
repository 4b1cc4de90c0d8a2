import { GraphQLError } from 'graphql';
import type { GatewayPlugin } from './request-context.ts';

/**
 * Refuses `variables` and `extensions` of a URL or a form that are not JSON, which Yoga takes for a fault of its own, and
 * bodies of another media type, to which Yoga would answer with nothing.
 */
export function useMalformedParams(): GatewayPlugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (!requestParser && request.method === 'POST') throw unsupported(request.headers.get('content-type'));
      if (!requestParser || request.headers.get('content-type')?.startsWith('application/json')) return;
      setRequestParser(async (given) => {
        try {
          return await requestParser(given);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          throw new GraphQLError(`\`variables\` and \`extensions\` are JSON in a URL or a form: ${error.message}`, {
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          });
        }
      });
    },
  };
}

function unsupported(type: string | null): GraphQLError {
  const found = type === null ? 'has no media type' : 'is of another media type';
  return new GraphQLError(
    `The request's body ${found}: send JSON, with the header \`content-type: application/json\`.`,
    {
      extensions: { code: 'BAD_REQUEST', http: { status: 415 } },
    },
  );
}
