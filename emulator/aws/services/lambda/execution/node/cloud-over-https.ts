/**
 * Leads HTTPS requests for the cloud's own host to the cloud. At AWS every address of a service is one of TLS at port 443,
 * and code that was written for it asks by host and path alone, as providers of CloudFormation's custom resources do with
 * their answers; the cloud listens elsewhere, and without a certificate that such code would trust.
 */
import type { ClientRequest, RequestOptions } from 'node:http';
import { registerHooks, syncBuiltinESMExports } from 'node:module';

type Ask = (...asked: readonly unknown[]) => ClientRequest;

/**
 * Waits for the function to want `https`, which costs milliseconds to load.
 *
 * @param endpoint `http://127.0.0.1:4566`
 */
export function installCloudOverHttps(endpoint: string): void {
  let waiting = true;
  registerHooks({
    resolve(specifier, context, next) {
      if (waiting && (specifier === 'https' || specifier === 'node:https')) {
        waiting = false;
        leadToCloud(endpoint);
      }
      return next(specifier, context);
    },
  });
}

function leadToCloud(endpoint: string): void {
  const { hostname, port } = new URL(endpoint);
  const https = process.getBuiltinModule('node:https');
  const http = process.getBuiltinModule('node:http');
  const direct = https.request as Ask;
  const request: Ask = (...asked) => {
    const [options, ...rest] = asked;
    if (!isObject(options) || !isAt(options, hostname)) return direct(...asked);
    return (http.request as Ask)(
      { ...options, protocol: 'http:', hostname, port, agent: undefined },
      ...rest,
    );
  };
  Reflect.set(https, 'request', request);
  syncBuiltinESMExports();
}

const isObject = (value: unknown): value is RequestOptions =>
  typeof value === 'object' && value !== null && !(value instanceof URL);

/** At the cloud's host, and at no port or that of HTTPS. */
const isAt = ({ hostname, host, port }: RequestOptions, cloud: string): boolean =>
  (hostname ?? host) === cloud && (!port || Number(port) === 443);
