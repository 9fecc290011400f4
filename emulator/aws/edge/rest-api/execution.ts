/** One request on its way through an API: what is known of it, and what it is answered. */
import type { Method } from '@aws-sdk/client-api-gateway';
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { QueryParameters } from '../../wire/query-string.ts';
import type { ApiKey } from '../../services/api-gateway/api-keys.ts';
import type { Snapshot } from '../../services/api-gateway/deployments.ts';
import type { Resource } from '../../services/api-gateway/resources.ts';
import type { RestApi } from '../../services/api-gateway/rest-apis.ts';
import type { Overrides } from '../../services/api-gateway/template/overrides.ts';
import type { Stage } from '../../services/api-gateway/stages.ts';

/** In the order and the case in which they were sent. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface ApiRequest {
  readonly method: string;
  /** After the stage, as sent but for slashes before it; at least `/`. */
  readonly path: string;
  /** After the stage, as sent. */
  readonly sentPath: string;
  /** Decoded. */
  readonly query: QueryParameters;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** `a1b2c3d4e5.execute-api.us-east-1.amazonaws.com` */
  readonly domainName: string;
  readonly port: string;
  readonly secure: boolean;
}

/** A request for a stage that exists. */
export interface Arrival {
  readonly kernel: Kernel;
  readonly api: RestApi;
  readonly stage: Stage;
  readonly snapshot: Snapshot;
  readonly request: ApiRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** `Root=1-…` */
  readonly trace: string;
  readonly now: Instant;
  readonly seq: Cause;
}

/** A request that has found its method, and been let in. */
export interface Execution extends Arrival {
  readonly resource: Resource;
  readonly method: Method;
  /** As sent, still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Who signed it, where the method wants to know. */
  readonly caller: Extract<Principal, { kind: 'user' }> | undefined;
  readonly key: ApiKey | undefined;
  /** What templates have put in the place of the request's and the answer's own. */
  readonly overrides: Overrides;
  /** What the method's authorizer said of the caller. */
  readonly authorizer?: AuthorizerContext | undefined;
}

export interface AuthorizerContext {
  readonly principalId: string;
  /** Milliseconds that asking took; none for an answer that was kept. */
  readonly integrationLatency: number;
  readonly [name: string]: string | number;
}

export interface ApiAnswer {
  readonly status: number;
  /** Lower-case names; a value per line. */
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array;
}

/** The last value of the header. */
export const headerOf = ({ headers }: ApiRequest, name: string): string | undefined =>
  headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
