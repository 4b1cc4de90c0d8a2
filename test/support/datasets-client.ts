import type { Caller } from '../../platform/contract/caller.ts';
import { datasetMediaTypes, type DatasetForm } from '../../platform/contract/dataset-forms.ts';
import { listen } from '../gateway/engines.ts';
import type { Engine, TestHub } from './hub.ts';
import { partner } from './tokens.ts';

/** An answer to a request for a dataset. */
export interface Answered {
  status: number;
  headers: Headers;
  /** The body, as JSON where it is. */
  body: any;
  bytes: Buffer;
}

/** Sends requests for datasets to a gateway, over HTTP. */
export interface DatasetsClient {
  send(path: string, init?: RequestInit, caller?: Caller | null): Promise<Answered>;
  put(name: string, body: string | Buffer | object, options?: PutOptions): Promise<Answered>;
  get(name: string, form: DatasetForm, caller?: Caller): Promise<Answered>;
  close(): Promise<void>;
}

interface PutOptions {
  form?: DatasetForm;
  query?: string;
  caller?: Caller | null;
  headers?: Record<string, string>;
}

/** A client of one of the gateways of a hub. A partner institution asks, unless told; null is nobody. */
export async function datasetsClient(hub: TestHub, engine: Engine): Promise<DatasetsClient> {
  const { url, close } = await listen(hub.gateways[engine]);
  const send: DatasetsClient['send'] = async (path, init = {}, caller = partner) => {
    const identity = caller === null ? {} : await hub.headersOf(caller);
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: { ...identity, ...(init.headers as Record<string, string>) },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && bytes.length > 0;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? JSON.parse(bytes.toString()) : bytes.toString(),
    };
  };
  return {
    send,
    close,
    put: (name, body, { form, query = '', caller, headers } = {}) => {
      const isText = typeof body === 'string' || Buffer.isBuffer(body);
      const type = datasetMediaTypes[form ?? (isText ? 'csv' : 'json')];
      const content = isText ? body : JSON.stringify(body);
      return send(
        `/datasets/${name}${query}`,
        { method: 'PUT', headers: { 'content-type': type, ...headers }, body: content as BodyInit },
        caller,
      );
    },
    get: (name, form, caller) => send(`/datasets/${name}`, { headers: { accept: datasetMediaTypes[form] } }, caller),
  };
}
