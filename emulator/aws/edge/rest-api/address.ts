/**
 * Where REST APIs are reached: by host as on AWS, by host or path as LocalStack has it (aws.md section D.2).
 */
import { remembered } from '../../kernel/remembered.ts';
import type { WireRequest } from '../../wire/message.ts';

export interface Address {
  readonly apiId: string;
  readonly stage: string;
  /** What follows the stage, as sent: `/images/a%20b`; at least `/`. */
  readonly path: string;
}

const HOST =
  /^([a-z0-9]+)\.execute-api(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.(?:amazonaws\.com|localhost\.localstack\.cloud|localhost)$/;
const PATHS = [
  /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(?=\/|$)/,
  /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(?=\/|$)/,
];

export function addressOf({ headers, path }: WireRequest): Address | undefined {
  for (const pattern of PATHS) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const [prefix, apiId = '', stage = ''] = match;
    return { apiId, stage, path: path.slice(prefix.length) || '/' };
  }
  const apiId = apiOfHost(headers['host'] ?? '');
  if (apiId === undefined) return undefined;
  const [before = '', stage = ''] = /^\/+([^/]*)/.exec(path) ?? [];
  return { apiId, stage, path: path.slice(before.length) || '/' };
}

const apiOfHost = remembered((host) => HOST.exec(hostName(host))?.[1]);

export const hostName = (host = ''): string => host.replace(/:\d+$/, '').toLowerCase();
