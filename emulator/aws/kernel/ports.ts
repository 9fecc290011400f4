/**
 * Small interfaces through which one service uses another without knowing it. A service provides a port when it is
 * created; others look it up when they need it, and say clearly when nobody provides it. Behaviour that belongs to a
 * pair of services (S3 telling a queue) lives in `wiring/`, not here.
 */
import type { Readable } from 'node:stream';
import type { Authentication } from '../auth/authentication.ts';
import type { CredentialStore } from '../auth/credentials.ts';
import type { Statement } from '../auth/policy/document.ts';
import type { ServiceModel } from '../wire/schema.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import type { Duration, Instant } from './instant.ts';
import type { Cause } from './journal.ts';
import type { Principal, Scope } from './scope.ts';

/** Calls operations of other services in process: what Step Functions and CloudFormation live on. */
export interface CallPort {
  /**
   * @param request `service` is our name (`s3`), `operation` AWS's, `input` and the result the SDK's shapes
   * @throws AwsError what the operation answers; NotImplemented for what does not exist here
   */
  invoke(request: {
    readonly service: string;
    readonly operation: string;
    readonly input: object;
    readonly scope: Scope;
    readonly principal: Principal;
    readonly cause: Cause;
    /** Headers that a client would have sent, for the condition keys made of them; lower-case names. */
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<object>;
  /**
   * Carries a request to the service of its host as if the principal had signed it for the region: what API Gateway's
   * integrations with services live on. Errors are answers.
   */
  send(request: WireRequest, principal: Principal, region: string): Promise<WireResponse>;
  /** The SDK's model of a service's operations, for callers that only have names; `undefined` for no service of ours. */
  model(service: string): Promise<ServiceModel | undefined>;
}

/** Log lines that services write on their users' behalf. Groups and streams are made as needed. */
export interface LogPort {
  write(request: {
    readonly scope: Scope;
    readonly group: string;
    readonly stream: string;
    readonly events: readonly { readonly at: Instant; readonly message: string }[];
  }): void;
}

export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly unit: string;
  readonly at: Instant;
  /** How often the value was measured; once unless said otherwise. */
  readonly times?: number;
}

/** Metrics that services emit about themselves. */
export interface MetricPort {
  put(scope: Scope, data: readonly MetricDatum[]): void;
}

/** Reads objects on behalf of another service: function code, templates, state machine input. */
export interface ObjectPort {
  /** @throws AwsError NoSuchBucket, NoSuchKey, AccessDenied */
  read(request: {
    readonly scope: Scope;
    readonly principal: Principal;
    readonly bucket: string;
    readonly key: string;
    readonly versionId?: string;
    readonly cause: Cause;
  }): Promise<{ readonly body: Uint8Array | Readable; readonly size: number }>;
  /** Writes an object as a service principal, judged by the bucket's policy: log delivery. */
  write(request: {
    readonly scope: Scope;
    readonly principal: Principal;
    readonly bucket: string;
    readonly key: string;
    readonly body: Uint8Array;
    readonly contentType?: string;
    readonly contentEncoding?: string;
    readonly cause: Cause;
  }): Promise<void>;
}

/** Keys as other services use them, for encryption at rest. */
export interface KeyPort {
  /**
   * Finds a key by id, ARN, alias name or alias ARN and checks that the principal may use it.
   *
   * @returns the key's ARN
   * @throws AwsError KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException, AccessDenied
   */
  resolve(request: {
    readonly scope: Scope;
    readonly principal: Principal;
    readonly keyId: string;
    readonly action: 'kms:Decrypt' | 'kms:Encrypt' | 'kms:GenerateDataKey';
    readonly viaService: string;
    readonly cause: Cause;
  }): string;
  /** The key that AWS keeps for a service in an account (`alias/aws/s3`), made on first use. */
  managed(scope: Scope, service: string): string;
}

/** What Parameter Store holds, for templates whose parameters name one of its. */
interface ParameterPort {
  /** The newest value of a parameter, in clear. */
  value(scope: Scope, name: string): string | undefined;
}

/** An event for the default bus, in EventBridge's envelope without id, account and region. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
  readonly at: Instant;
}

export interface BusPort {
  put(scope: Scope, event: BusEvent, cause: Cause): void;
}

export interface FunctionInvocation {
  /** The function's answer as it sent it. */
  readonly payload: string;
  /** `Unhandled` or `Handled` when the function failed. */
  readonly error?: string;
}

/** Invokes functions for other services, judged by the function's policy. */
export interface FunctionPort {
  /** Whether the function exists and lets the principal invoke it. */
  permits(functionArn: string, principal: Principal): boolean;
  /** @throws AwsError ResourceNotFoundException, TooManyRequestsException, AccessDeniedException */
  invoke(request: {
    readonly functionArn: string;
    readonly principal: Principal;
    readonly payload: string;
    readonly cause: Cause;
    /** At an edge, where time and requests have prices of their own. */
    readonly atEdge?: boolean;
  }): Promise<FunctionInvocation>;
  /** Queues an asynchronous invocation in the surrounding transaction. */
  invokeLater(request: {
    readonly functionArn: string;
    readonly principal: Principal;
    readonly payload: string;
    readonly cause: Cause;
  }): void;
}

/** A call that has ended, as an audit trail needs it. The input is only lent: whatever is to stay has to be copied. */
export interface AuditedCall {
  readonly service: string;
  readonly operation: string;
  readonly scope: Scope;
  readonly principal: Principal;
  readonly at: Instant;
  readonly requestId: string;
  readonly input: object;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Calls from the wire. */
  readonly sourceIp: string | undefined;
  readonly userAgent: string | undefined;
  readonly seq: Cause;
}

/** Keeps a record of who called what. */
export interface AuditPort {
  record(call: AuditedCall): void;
}

/** What IAM knows of an identity. */
export interface IdentityPort {
  /** Its policies, or `undefined` for an identity without any modelled: a root, or a key from a file. */
  policiesOf(principal: Principal):
    | {
        readonly identityPolicy: readonly Statement[];
        readonly boundary?: readonly Statement[];
        readonly sessionPolicy?: readonly Statement[];
      }
    | undefined;
  /** The role with this ARN, for whoever opens sessions of it. */
  role(arn: string): AssumableRole | undefined;
  /** The document of a managed policy that counts. */
  policyDocument(arn: string): string | undefined;
}

export interface AssumableRole {
  readonly name: string;
  /** `AROA…` */
  readonly uniqueId: string;
  readonly accountId: string;
  /** Who may assume it: a policy document. */
  readonly trustPolicy: string;
  readonly longestSession: Duration;
}

/** Verifies signatures of requests that are no AWS API calls: methods and function URLs with IAM authorization. */
export interface SignaturePort {
  /**
   * @param signingName the service of the credential's scope: `execute-api`, `lambda`
   * @throws AwsError MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException,
   *   UnrecognizedClientException, ExpiredTokenException
   */
  verify(request: WireRequest, body: Uint8Array, signingName: string): Authentication;
}

export interface PortTable {
  readonly identities: IdentityPort;
  /** Keys that the cloud itself handed out: IAM users' and sessions'. */
  readonly credentials: CredentialStore;
  /** Every key whose signature counts: those of `credentials`, listed ones and built-in ones. */
  readonly signers: CredentialStore;
  readonly calls: CallPort;
  readonly audit: AuditPort;
  readonly logs: LogPort;
  readonly metrics: MetricPort;
  readonly objects: ObjectPort;
  readonly keys: KeyPort;
  readonly parameters: ParameterPort;
  readonly bus: BusPort;
  readonly functions: FunctionPort;
  readonly signatures: SignaturePort;
}

export class Ports {
  readonly #provided: Partial<PortTable> = {};

  /** Offers a port to the other services; once per port. */
  provide<Name extends keyof PortTable>(name: Name, port: PortTable[Name]): void {
    if (this.#provided[name] !== undefined) throw new Error(`two providers of port ${name}`);
    this.#provided[name] = port;
  }

  /** The port, if this cloud has a service that provides it. */
  find<Name extends keyof PortTable>(name: Name): PortTable[Name] | undefined {
    return this.#provided[name];
  }
}
