/** What became of a request, in the words of `X-Cache`, the access log and the metrics. */
import type { Readable } from 'node:stream';
import type { Page } from './pages.ts';
import type { Outcome } from './tier.ts';

export type ResultType =
  | Exclude<Outcome, 'OriginShieldHit'>
  | 'Error'
  | 'Redirect'
  | 'FunctionGeneratedResponse'
  | 'FunctionExecutionError'
  | 'FunctionValidationError'
  | 'FunctionThrottledError'
  | 'LambdaGeneratedResponse'
  | 'LambdaExecutionError'
  | 'LambdaValidationError';

export interface Result {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | string | Readable | undefined;
  readonly type: ResultType;
  /** `x-edge-detailed-result-type`. */
  readonly detail: string;
  /** What the origin answered; functions on the response run below 400 only. */
  readonly originStatus: number | undefined;
}

/** What CloudFront answers by itself. */
export const pageResult = ({ status, headers, body, detail }: Page): Result => ({
  status,
  headers: { ...headers },
  body,
  type: status < 400 ? 'Redirect' : 'Error',
  detail,
  originStatus: undefined,
});
