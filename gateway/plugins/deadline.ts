import { clientError } from '../../services/shared/errors.ts';
import type { GatewayPlugin } from './request-id.ts';

/**
 * Answers what takes longer than `timeoutMs` with an error, and gives the services a signal that aborts then, or when the
 * client leaves: nothing runs on for nobody.
 */
export function useDeadline(timeoutMs: number): GatewayPlugin {
  return {
    onParams({ context, request, paramsHandler, setParamsHandler }) {
      const work = new AbortController();
      context.signal = work.signal;
      const leave = (): void => work.abort();
      // Yoga aborts the request's own signal when the client leaves.
      if (request.signal.aborted) leave();
      else request.signal.addEventListener('abort', leave, { once: true });
      setParamsHandler((payload) => {
        const deadline = Promise.withResolvers<{ errors: [Error] }>();
        const timer = setTimeout(() => {
          const error = deadlineExceeded(timeoutMs);
          deadline.resolve({ errors: [error] });
          work.abort(error);
        }, timeoutMs);
        const result = Promise.resolve(paramsHandler(payload)).finally(() => clearTimeout(timer));
        return Promise.race([result, deadline.promise]) as typeof result;
      });
    },
  };
}

const deadlineExceeded = (timeoutMs: number) =>
  clientError(
    'DEADLINE_EXCEEDED',
    `The request took more than ${timeoutMs} ms and was stopped. Ask for less: smaller pages, fewer fields, or in several requests.`,
    { http: { status: 504 } },
  );
