/** One request on its way through the pipeline: what operations see of it, and what the journal will say of it. */
import type { Authentication } from '../auth/authentication.ts';
import type { WireRequest } from '../wire/message.ts';
import type { AccessEnvironment, AccessRequest } from './access.ts';
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
  readonly hostId?: string | undefined;
  readonly principal?: Principal;
  readonly scope?: Scope;
}

export class RequestCall implements Interception {
  readonly kernel: Kernel;
  readonly service: string;
  readonly wire: WireRequest | undefined;
  readonly requestId: string;
  readonly hostId: string | undefined;
  readonly now: Instant;
  readonly seq: Cause;
  readonly cause: Cause;
  readonly reply: Reply = { headers: {} };
  readonly facts: Record<string, unknown> = {};
  operation: string;
  resource = '';
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

  note(facts: Readonly<Record<string, unknown>>): void {
    Object.assign(this.facts, facts);
  }

  authorize(request: AccessRequest): void {
    const decision = this.kernel.access.decide(this.principal, request, this.#environment());
    if (decision.allowed) return;
    this.note({ denied: { action: request.action, resource: request.resource, ...decision } });
    throw this.kernel.access.refuse(this.service, this.principal, request, decision);
  }

  #environment(): AccessEnvironment {
    const { wire } = this;
    const environment = { now: this.now, region: this.scope.region };
    if (wire === undefined) return environment;
    const { 'user-agent': userAgent, referer } = wire.headers;
    return {
      ...environment,
      sourceIp: wire.sourceIp,
      secure: wire.secure,
      ...(userAgent !== undefined && { userAgent }),
      ...(referer !== undefined && { referer }),
    };
  }
}
