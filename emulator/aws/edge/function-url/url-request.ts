import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { FunctionReference } from '../../services/lambda/function-reference.ts';
import type { FunctionUrl } from '../../services/lambda/function-urls.ts';
import type { WireRequest } from '../../wire/message.ts';

/** A request for a function URL that exists. */
export interface UrlRequest {
  readonly wire: WireRequest;
  readonly url: FunctionUrl;
  readonly reference: FunctionReference;
  readonly functionArn: string;
  readonly body: Buffer;
  readonly requestId: string;
  /** `1-…-…` */
  readonly traceRoot: string;
  readonly now: Instant;
  readonly seq: Cause;
}

/** Who calls: somebody who signed, or anybody. */
export type Caller = Extract<Principal, { kind: 'user' | 'anonymous' }>;
