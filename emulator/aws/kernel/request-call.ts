/** One request on its way through the pipeline: what operations see of it, and what the journal will say of it. */
import type { Authentication } from '../auth/authentication.ts';
import type { WireRequest } from '../wire/message.ts';
import type { AccessDecision, AccessEnvironment, AccessRequest } from './access.ts';
import type { Instant } from './instant.ts';
import type { Cause } from './journal.ts';
import type { Kernel } from './kernel.ts';
import type { Interception, Reply } from './operation.ts';
import { ANONYMOUS, type Principal, type Scope } from './scope.ts';

export interface CallOrigin {
  readonly service: string;
  readonly operation: string;
  readonly cause: Cause;
  readonly wire: WireRequest | undefined;
  readonly sentHeaders?: Readonly<Record<string, string>> | undefined;
  readonly hostId?: string | undefined;
  readonly principal?: Principal;
  readonly scope?: Scope;
}

export class RequestCall implements Interception {
  readonly kernel: Kernel;
  readonly service: string;
  readonly wire: WireRequest | undefined;
  readonly sentHeaders: Readonly<Record<string, string>> | undefined;
  readonly requestId: string;
  readonly hostId: string | undefined;
  readonly now: Instant;
  readonly seq: Cause;
  readonly cause: Cause;
  readonly reply: Reply = { headers: {} };
  readonly facts: Record<string, unknown> = {};
  readonly #allowances: AccessDecision[] = [];
  operation: string;
  /** What the operation was given; empty until it has been read. */
  input: object = {};
  resource = '';
  usageType = 'Requests';
  principal: Principal;
  scope: Scope;
  authentication: Authentication | undefined;
  trailers: () => Readonly<Record<string, string>> = () => ({});

  constructor(kernel: Kernel, requestId: string, origin: CallOrigin) {
    this.kernel = kernel;
    this.requestId = requestId;
    this.service = origin.service;
    this.operation = origin.operation;
    this.wire = origin.wire;
    this.sentHeaders = origin.sentHeaders;
    this.hostId = origin.hostId;
    this.cause = origin.cause;
    this.principal = origin.principal ?? ANONYMOUS;
    this.scope = origin.scope ?? kernel.home;
    this.now = kernel.clock.now();
    this.seq = kernel.journal.reserve();
  }

  becomes(operation: string, authentication: Authentication): void {
    this.operation = operation;
    this.authentication = authentication;
    this.principal = authentication.principal;
    const { accountId } = this.principal.kind === 'user' ? this.principal : this.kernel.home;
    this.scope = { ...this.kernel.home, accountId, region: authentication.region || this.kernel.home.region };
  }

  touches(resource: string): void {
    this.resource = resource;
  }

  countsAs(usageType: string): void {
    this.usageType = usageType;
  }

  note(facts: Readonly<Record<string, unknown>>): void {
    Object.assign(this.facts, facts);
  }

  authorize(request: AccessRequest): void {
    const decision = this.kernel.access.decide(this.principal, request, this.#environment());
    // That an account may act on its own is not worth telling.
    if (decision.allowed && decision.source === 'owner') return;
    const decided = { action: request.action, resource: request.resource, ...decision };
    if (decision.allowed) {
      this.#allowances.push(decided);
      this.note({ allowed: this.#allowances });
      return;
    }
    this.note({ denied: decided });
    throw this.kernel.access.refuse(this.service, this.principal, request, decision);
  }

  #environment(): AccessEnvironment {
    const { wire } = this;
    return {
      now: this.now,
      region: this.scope.region,
      sourceIp: wire?.sourceIp,
      secure: wire?.secure,
      userAgent: wire?.headers['user-agent'],
      referer: wire?.headers['referer'],
    };
  }
}
