/**
 * Who sends a request, for whichever service it is: gathers what verifying takes (the clock, the known keys, the body's
 * digest) and lets S3's or the general verification decide.
 *
 * Requests signed in a header must be fresh. A cloud whose clock a person has moved away from the machine's also takes
 * headers that are fresh by the machine's clock: clients other than the JavaScript SDK do not follow the server's
 * `Date`, and would be locked out by `safelight clock advance`. Presigned URLs always expire by emulated time, and on a
 * manual clock, where tests own time, there is no such allowance.
 */
import { hash } from 'node:crypto';
import type { AwsError } from '../kernel/aws-error.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Authenticator, RunningService } from '../kernel/pipeline.ts';
import type { SignaturePort } from '../kernel/ports.ts';
import { readWhole } from '../wire/body.ts';
import { changedRequest, type WireRequest } from '../wire/message.ts';
import { SERVICES, type ProtocolName, type ServiceTraits } from '../wire/service-traits.ts';
import { authenticate } from './authenticate.ts';
import type { Authentication } from './authentication.ts';
import {
  builtinCredentials,
  composeCredentials,
  listedCredentials,
  type CredentialFields,
  type CredentialStore,
} from './credentials.ts';
import { familyOf } from './refusal-family.ts';
import { authenticateS3 } from './s3.ts';

const byId = new Map<string, ServiceTraits>(SERVICES.map((traits) => [traits.id, traits]));

export function createAuthenticator(
  kernel: Kernel,
  services: ReadonlyMap<string, RunningService>,
  listed: readonly CredentialFields[],
): Authenticator {
  const credentials = knownCredentials(kernel, listed);
  kernel.ports.provide('signers', credentials);
  const verifyWhole = async (name: string, protocol: ProtocolName, incoming: WireRequest) => {
    const traits = byId.get(name);
    if (traits === undefined) throw new Error(`wire/service-traits.ts has no row for ${name}`);
    const request = await readWhole(incoming, traits.largestBody);
    const digest = hash('sha256', request.bytes, 'hex');
    const family = familyOf(protocol, traits.queryCompatible);
    const signing = { signingName: traits.signingName, family };
    const authentication = verify(kernel, request, (now) =>
      authenticate(signing, request, digest, { now, credentials }),
    );
    return { authentication, request };
  };
  return (name, protocol, incoming) => {
    if (name !== 's3') return verifyWhole(name, protocol, incoming);
    const service = services.get(name);
    const { region, hostBucket } = service?.definition.signing?.(service.state, incoming) ?? {};
    const authentication = verify(kernel, incoming, (now) =>
      authenticateS3(incoming, { now, credentials, region, hostBucket }),
    );
    return { authentication, request: withHoisted(incoming, authentication) };
  };
}

/** Headers that a presigned URL carries in its query act as headers, unless the request sends them too. */
function withHoisted(request: WireRequest, { hoisted }: Authentication): WireRequest {
  if (Object.keys(hoisted).length === 0) return request;
  return changedRequest(request, { headers: { ...hoisted, ...request.headers } });
}

/** The keys given at the start, those that the cloud itself handed out, and the built-in ones. */
function knownCredentials(kernel: Kernel, listed: readonly CredentialFields[]): CredentialStore {
  const issued: CredentialStore = { find: (key) => kernel.ports.find('credentials')?.find(key) };
  return composeCredentials(listedCredentials(listed), builtinCredentials(), issued);
}

/** Verification for what end users reach: methods of REST APIs, function URLs. */
export function createSignatures(kernel: Kernel, listed: readonly CredentialFields[]): SignaturePort {
  const credentials = knownCredentials(kernel, listed);
  return {
    verify(request, body, signingName) {
      const digest = hash('sha256', body, 'hex');
      const service = { signingName, family: 'rest-json' } as const;
      return verify(kernel, request, (now) => authenticate(service, request, digest, { now, credentials }));
    },
  };
}

function verify(
  { clock }: Kernel,
  request: WireRequest,
  attempt: (now: Instant) => Authentication,
): Authentication {
  try {
    return attempt(clock.now());
  } catch (error) {
    const moved = clock.mode === 'real' && request.headers['authorization'] !== undefined;
    if (!moved || !isAboutTime(error as AwsError)) throw error;
    return attempt(clock.wall());
  }
}

const isAboutTime = ({ code, message }: AwsError): boolean =>
  code === 'RequestTimeTooSkewed' ||
  message.startsWith('Signature expired:') ||
  message.startsWith('Signature not yet current:');
