/**
 * All services of a cloud in one process, behind the pipeline that every request takes, but for two things: there is no
 * socket, and everybody is believed to be the account's root. What is behind the signature gets its share of nonsense.
 */
import type { Authentication } from '../../auth/authentication.ts';
import { SERVICES, WIRINGS, type Services } from '../../cloud.ts';
import type { ServiceDefinition } from '../../kernel/operation.ts';
import { Pipeline, type RunningService } from '../../kernel/pipeline.ts';
import { readBody } from '../../server/body-reader.ts';
import { readWhole } from '../../wire/body.ts';
import { startCore } from '../core.ts';

const ROOT = {
  kind: 'user',
  accountId: '000000000000',
  accessKeyId: 'test',
  arn: 'arn:aws:iam::000000000000:root',
  userId: '000000000000',
} as const;

const payloadOf = (announced: string | undefined): Authentication['payload'] =>
  announced?.startsWith('STREAMING-') === true
    ? { kind: 'streaming', signed: false, trailer: announced.endsWith('TRAILER') }
    : { kind: 'unsigned' };

export function trustingCloud() {
  const core = startCore('fuzz');
  const services = new Map<string, RunningService>();
  for (const definition of SERVICES as readonly ServiceDefinition<string, unknown>[]) {
    services.set(definition.name, { definition, state: definition.create(core) });
  }
  const states = Object.fromEntries([...services].map(([name, { state }]) => [name, state])) as Services;
  for (const wire of WIRINGS) wire(states, core);
  const pipeline = new Pipeline({
    kernel: core,
    services,
    readBody,
    authenticate: async (name, _protocol, request) => {
      const authentication: Authentication = {
        principal: ROOT,
        mechanism: 'header-v4',
        payload: payloadOf(request.headers['x-amz-content-sha256']),
        signedHeaders: [],
        region: 'us-east-1',
        hoisted: {},
      };
      return { authentication, request: name === 's3' ? request : await readWhole(request) };
    },
  });
  core.ports.provide('calls', pipeline);
  return {
    core,
    pipeline,
    async [Symbol.asyncDispose]() {
      for (const { definition, state } of services.values()) await definition.close?.(state);
      core.close();
    },
  };
}

export type TrustingCloud = ReturnType<typeof trustingCloud>;
