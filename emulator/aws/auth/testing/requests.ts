/** Requests for the tests of authentication: written by hand, or as the official SDK puts them on the wire. */
import { Readable } from 'node:stream';
import { AwsError } from '../../kernel/aws-error.ts';
import { parseInstant, type Instant } from '../../kernel/instant.ts';
import type { WireRequest } from '../../wire/message.ts';
import { Credential, rootArn, type CredentialStore } from '../credentials.ts';

/** The key pair of AWS's documentation. */
export const EXAMPLE_KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export const exampleCredential = new Credential({
  ...EXAMPLE_KEY,
  accountId: '123456789012',
  arn: rootArn('123456789012'),
  userId: '123456789012',
});

export const exampleCredentials: CredentialStore = {
  find: (accessKeyId) => (accessKeyId === EXAMPLE_KEY.accessKeyId ? exampleCredential : undefined),
};

export function at(iso: string): Instant {
  const instant = parseInstant(iso);
  if (instant === undefined) throw new Error(`no date: ${iso}`);
  return instant;
}

/** @param target the request target: path and query */
export function wireRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): WireRequest {
  const question = target.indexOf('?');
  return {
    method,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    body: Readable.from([]),
    sourceIp: '127.0.0.1',
    localAddress: '127.0.0.1',
    secure: false,
  };
}

/** A request for a URL, with the host header its client would send. */
export function urlRequest(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): WireRequest {
  const [, host = '', target = '/'] = /^https?:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  return wireRequest(method, target, { host, ...headers });
}

/** The AwsError that `attempt` throws, as a plain value. */
export function refusal(attempt: () => unknown): {
  code: string;
  status: number;
  message: string;
  details: object;
} {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, status, message, details } = error;
    return { code, status, message, details };
  }
  throw new Error('the request was accepted');
}
