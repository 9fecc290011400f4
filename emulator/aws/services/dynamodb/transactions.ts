/**
 * Transactions: why each action failed, and tokens that make a repeated request one.
 *
 * Evidence: aws.md section E.6; which refusals become cancellation reasons and which refuse the request as captured on
 * real tables (public conformance suite, four regions, 2026-06-23): what only the item or the table's keys can tell
 * cancels, empty keys and items that are too large refuse; that keys are judged up to the first that is wrong:
 * Alternator's tests, which their authors run on AWS; the refusal of too much as public programs have it from AWS.
 * Gaps: transactions never conflict here, because none takes any time; what AWS counts as payload besides the items is
 * not counted.
 */
import { createHash } from 'node:crypto';
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import { minutes, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { idempotentMismatch } from './errors.ts';

const TOKEN_LIFE = minutes(10);

export interface Attempt<T> {
  readonly value?: T;
  readonly reason: CancellationReason;
}

/** The beginning of refusals that concern the request and not one action's item. */
const UP_FRONT = 'One or more parameter values are not valid.';

/** Carries out a part of an action; a refusal of it becomes a reason to cancel. */
export function reasonFor<T>(work: () => T): Attempt<T> {
  try {
    return { value: work(), reason: { Code: 'None' } };
  } catch (error) {
    if (!(error instanceof AwsError) || error.message.startsWith(UP_FRONT)) throw error;
    return { reason: reasonOf(error) };
  }
}

function reasonOf({ code, message, details }: AwsError): CancellationReason {
  if (code === 'ConditionalCheckFailedException') {
    const item = (details as Readonly<Record<string, unknown>>)['Item'];
    return {
      Code: 'ConditionalCheckFailed',
      Message: message,
      ...(item !== undefined && { Item: item as Record<string, AttributeValue> }),
    };
  }
  if (code === 'ProvisionedThroughputExceededException') {
    return { Code: 'ProvisionedThroughputExceeded', Message: message };
  }
  if (code === 'ThrottlingException') return { Code: 'ThrottlingError', Message: message };
  return { Code: 'ValidationError', Message: message };
}

interface TokenRow {
  readonly digest: string;
  readonly at: number;
  readonly consumed: string;
}

/** Requests with a ClientRequestToken: for ten minutes the same token means the same request. */
export class Tokens {
  readonly #find: Statement<TokenRow>;
  readonly #insert: Statement<unknown>;
  readonly #forget: Statement<unknown>;

  constructor(store: Store) {
    this.#find = store.statement(
      'SELECT digest, at, consumed FROM dynamodb_tokens WHERE scope = ? AND token = ?',
    );
    this.#insert = store.statement(
      'INSERT INTO dynamodb_tokens (scope, token, digest, at, consumed) VALUES (?, ?, ?, ?, ?)',
    );
    this.#forget = store.statement('DELETE FROM dynamodb_tokens WHERE at <= ?');
  }

  /**
   * What the first request with this token consumed, if there was one.
   *
   * @throws AwsError IdempotentParameterMismatchException when it was another request
   */
  recall(scope: Scope, token: string, digest: string, now: Instant): string | undefined {
    this.#forget.run(now - TOKEN_LIFE);
    const row = this.#find.get(keyOf(scope), token);
    if (row !== undefined && row.digest !== digest) throw idempotentMismatch();
    return row?.consumed;
  }

  remember(scope: Scope, token: string, digest: string, now: Instant, consumed: string): void {
    this.#insert.run(keyOf(scope), token, digest, now, consumed);
  }
}

const keyOf = ({ accountId, region }: Scope): string => `${accountId}/${region}`;

/** What tells requests apart. */
export const digestOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64');
