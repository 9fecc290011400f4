/** The addresses that stand for all of a machine's own: to listen on, not to connect to. */
const LOOPBACK_FOR = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/** Where this machine reaches what listens on `host`, as it stands in URLs: IPv6 addresses in brackets. */
export function urlHost(host: string): string {
  const reached = LOOPBACK_FOR.get(host) ?? host;
  return reached.includes(':') ? `[${reached}]` : reached;
}
