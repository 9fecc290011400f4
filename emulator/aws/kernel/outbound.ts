/**
 * Where HTTP requests may go that the cloud makes on its users' behalf (notifications, custom origins). By default they
 * stay on this machine: an address in somebody's subscription must not make a test suite talk to the network. What is
 * checked is the address that is connected to, so a name that resolves differently a moment later gains nothing.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

export type Outbound = 'loopback' | 'anywhere';

/** The request would have left this machine. */
export class OutboundRefused extends Error {
  constructor(host: string) {
    super(`${host} is not on this machine, and requests to other machines are not allowed`);
    this.name = 'OutboundRefused';
  }
}

const isLoopback = (address: string): boolean =>
  isIP(address) === 4 ? address.startsWith('127.') : address === '::1' || address.startsWith('::ffff:127.');

/**
 * Checks a host that is an address; names are checked when they are resolved.
 *
 * @throws OutboundRefused
 */
export function checkHost(hostname: string, outbound: Outbound): void {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (outbound === 'loopback' && isIP(address) !== 0 && !isLoopback(address))
    throw new OutboundRefused(hostname);
}

/** The `lookup` of node:http requests: names that mean another machine end in OutboundRefused. */
export const guardedLookup =
  (outbound: Outbound): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, options, (error, found: string | LookupAddress[], family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      const foreign = outbound === 'loopback' && !addresses.every(isLoopback);
      callback(error ?? (foreign ? new OutboundRefused(hostname) : null), found, family);
    });
  };
