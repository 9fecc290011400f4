/**
 * Where HTTP requests may go that the cloud makes on its users' behalf (notifications, custom origins). By default they
 * stay on this machine: an address in somebody's subscription must not make a test suite talk to the network. What is
 * checked is the address that is connected to, so a name that resolves differently a moment later gains nothing.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

export type Outbound = 'loopback' | 'anywhere';

/** The request would have gone where the cloud makes none. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
}

const elsewhere = (host: string): OutboundRefused =>
  new OutboundRefused(`${host} is not on this machine, and requests to other machines are not allowed`);

/** Who asks: the kernel, as far as it concerns this. */
interface Sender {
  readonly outbound: Outbound;
  /** The cloud's own address. */
  endpoint(): string;
}

const isLoopback = (address: string): boolean =>
  isIP(address) === 4 ? address.startsWith('127.') : address === '::1' || address.startsWith('::ffff:127.');

/**
 * Checks where a request is to go. A host that is a name is checked when it is resolved.
 *
 * @throws OutboundRefused
 */
export function checkTarget(url: URL, sender: Sender): void {
  const address = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (sender.outbound === 'loopback' && isIP(address) !== 0 && !isLoopback(address)) {
    throw elsewhere(url.hostname);
  }
  if (isOwnControl(url, sender.endpoint())) {
    throw new OutboundRefused("the cloud makes no requests to its own control API on its users' behalf");
  }
}

/**
 * Whether a URL leads to the control API of the cloud that would ask for it. That takes orders without a signature from
 * whoever is on this machine, and must not take them from whoever may name an endpoint to the cloud.
 */
export function isOwnControl({ port, protocol, pathname }: URL, endpoint: string): boolean {
  const own = new URL(endpoint);
  return portOf(port, protocol) === portOf(own.port, own.protocol) && CONTROL.test(pathname);
}

/** Distributions have addresses below the prefix too, and those are anybody's. */
const CONTROL = /^\/_safelight(?!\/cdn\/)(?:\/|$)/;

const portOf = (port: string, protocol: string): string => port || (protocol === 'https:' ? '443' : '80');

/** The `lookup` of node:http requests: names that mean another machine end in OutboundRefused. */
export const guardedLookup =
  (outbound: Outbound): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, options, (error, found: string | LookupAddress[], family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      const foreign = outbound === 'loopback' && !addresses.every(isLoopback);
      callback(error ?? (foreign ? elsewhere(hostname) : null), found, family);
    });
  };
