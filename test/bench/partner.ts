import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK } from 'jose';
import { createIssuer, issuance, partner } from '../support/tokens.ts';

/** An issuer of the benchmark's own, which the hub takes tokens of: some operations of the contract are for partners. */
export interface PartnerAccess {
  /** The hub's settings. */
  env: Record<string, string>;
  /** What a partner institution's request carries. */
  headers: Record<string, string>;
  close(): Promise<void>;
}

export async function openPartnerAccess(): Promise<PartnerAccess> {
  const issuer = await createIssuer();
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(issuer.publicKey)), alg: 'ES256' }] });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      JWT_ISSUER: issuance.issuer,
      JWT_AUDIENCE: issuance.audience,
      JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    },
    headers: await issuer.headersOf(partner),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
