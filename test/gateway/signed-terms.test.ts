import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { signRequest, verifyRequest } from '../../platform/contract/signature.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { secret } from '../support/secret.ts';
import { partner } from '../support/tokens.ts';
import { subgraph } from './fixtures/subgraph.ts';

const ward = subgraph('ward', 'type Query { beds: Int }', { Query: { beds: () => 3 } });
const key = serviceKey(secret, 'ward');
const body = JSON.stringify({ query: '{ beds }' });

test.each([
  ['no signature', {}],
  ['no signature at all', { 'x-maillage-signature': 'f'.repeat(63), 'x-maillage-timestamp': String(Date.now()) }],
])('a request with %s is refused before its body is read', async (_, headers) => {
  const { url, close } = await serveSubgraph(ward, { port: 0, logger: { error: () => {} }, keys: [key] });
  onTestFinished(close);
  const sent = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 16 * 1024 * 1024, ...headers },
  });
  onTestFinished(() => void sent.destroy());
  sent.flushHeaders();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  expect([response.statusCode, response.headers.connection]).toEqual([401, 'close']);
});

test('a service learns whose request it is as a hash, whether it costs much or is part of a mutation, and how long the gateway waits', () => {
  const terms = { account: 'anonymous 192.0.2.7', isHeavy: true, isMutation: true, timeLeftMs: 900 };
  const headers = signRequest(secret, { service: 'ward', body, ...terms });
  const verified = verifyRequest([key], { service: 'ward', body }, (name) => headers[name]);
  expect(verified).toEqual({ ...terms, caller: anonymous, account: expect.stringMatching(/^[\w-]{43}$/) });
  expect(JSON.stringify(headers)).not.toContain('192.0.2.7');
  const again = signRequest(secret, { service: 'ward', body: '', ...terms }, partner);
  expect(verifyRequest([key], { service: 'ward', body: '' }, (name) => again[name])).toEqual({
    ...verified,
    caller: partner,
  });
});

test.each([
  '',
  'null',
  '{',
  '{"institution":5}',
  '{"institution":"570005165","scopes":"partner"}',
  '{"scopes":[]}',
  '{"institution":"570005165","scopes":[],"expiresAt":"2099-12-31T22:59:00Z"}',
  '{"institution":"570005165","scopes":[],"expiresAt":-1}',
  '{"institution":"570005165","scopes":[],"expiresAt":1e12}',
  '{"institution":null,"scopes":[],"account":5}',
  '{"institution":null,"scopes":[],"account":"a b"}',
  '{"institution":null,"scopes":[],"timeLeftMs":"5"}',
  '{"institution":null,"scopes":[],"timeLeftMs":-1}',
  '{"institution":null,"scopes":[],"timeLeftMs":1e300}',
])('a caller such as %s is anonymous, or refused', (serialized) => {
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', key).update(`ward\n${timestamp}\n${serialized}\n`).digest('hex');
  const headers: Record<string, string> = {
    'x-maillage-timestamp': timestamp,
    'x-maillage-caller': serialized,
    'x-maillage-signature': signature,
  };
  const verified = verifyRequest([key], { service: 'ward', body: '' }, (name) => headers[name]);
  expect(verified).toEqual(
    serialized === '' ? { caller: anonymous } : { refusal: 'The caller that the request names is malformed.' },
  );
});

test.each<[string, (now: number) => string]>([
  ['a number in another base', (now) => `0x${now.toString(16)}`],
  ['a fraction', (now) => `${now}.0`],
  ['an exponent', (now) => `${now / 1e12}e12`],
  ['a space', (now) => `${now} `],
])('a time written as %s is refused, although it is signed', (_, write) => {
  const timestamp = write(Date.now());
  const signature = createHmac('sha256', key).update(`ward\n${timestamp}\n\n${body}`).digest('hex');
  const headers: Record<string, string> = { 'x-maillage-timestamp': timestamp, 'x-maillage-signature': signature };
  expect(verifyRequest([key], { service: 'ward', body }, (name) => headers[name])).toEqual({
    refusal: 'The signature of the request is invalid.',
  });
});
