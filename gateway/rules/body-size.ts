import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Refuses a body that is larger than the limit, by its `content-length`, or by counting if it has none. */
export function useBodySizeLimit(limits: Limits): GatewayPlugin {
  const limit = limits.bodyBytes;

  function refuse(size?: number): never {
    throw exceeded('bodyBytes', limits, size, 413);
  }

  function counted(original: Request, RequestType: typeof Request): Request {
    let size = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > limit) refuse();
        controller.enqueue(chunk);
      },
    });
    return new RequestType(original.url, {
      method: original.method,
      headers: original.headers,
      signal: original.signal,
      body: original.body!.pipeThrough(counter),
      duplex: 'half',
    } as RequestInit);
  }

  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const declared = request.headers.get('content-length');
      if (declared !== null && /^\d+$/.test(declared)) {
        if (Number(declared) > limit) refuse(Number(declared));
        // The HTTP parser enforces the declared length: there is nothing to count.
        return;
      }
      if (!requestParser) return;
      setRequestParser((original) => requestParser(original.body ? counted(original, fetchAPI.Request) : original));
    },
  };
}
