import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { networkOf } from './network.ts';

/**
 * Reads the address that a request comes from: the owner of a client's address, behind the proxies that are trusted.
 * @param trustedProxies addresses and subnets
 */
export function addressReader(trustedProxies: readonly string[]): (req: IncomingMessage) => string {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (req) => {
    const address = proxyAddr(req, isTrusted) as string | undefined;
    return address ? networkOf(address) : '';
  };
}
