/**
 * Headers that an integration may not set: an API that maps them is answered as misconfigured.
 *
 * Evidence: aws.md section D.4; answers that LocalStack recorded from AWS (test_apigateway_integrations), for functions and
 * for endpoints.
 */
import type { Integration } from '@aws-sdk/client-api-gateway';
import { misconfigured } from './refusals.ts';

const FRAMING = new Set(['content-length', 'transfer-encoding']);
const TO_SERVICES = new Set([
  ...FRAMING,
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

/** @throws Refusal 500 */
export function checkMappedHeaders({ type, requestParameters = {} }: Integration = {}): void {
  const forbidden = type === 'AWS' || type === 'AWS_PROXY' ? TO_SERVICES : FRAMING;
  for (const target of Object.keys(requestParameters)) {
    const name = /^integration\.request\.header\.(.+)$/.exec(target)?.[1];
    if (name !== undefined && forbidden.has(name.toLowerCase())) throw misconfigured();
  }
}
