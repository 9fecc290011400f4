/**
 * From a request to its queue and back. Clients address a queue by URL; older ones post to that URL instead of naming it
 * in the body. URLs carry the host by which the client reached the cloud, so that they work where it stands.
 */
import type { Call } from '../../kernel/operation.ts';
import type { Scope } from '../../kernel/scope.ts';
import { countRequests } from './billing.ts';
import { invalidAddress, queueDoesNotExist } from './errors.ts';
import type { Queue } from './queue.ts';
import type { Sqs } from './sqs.ts';

const ACCOUNT_AND_NAME = /(?:^|\/)(\d{12})\/([^/?#]+)\/?$/;

/**
 * The queue that a request is for, once policies let the caller act on it.
 *
 * @param action `sqs:SendMessage`
 * @throws AwsError QueueDoesNotExist, InvalidAddress, AccessDenied
 */
export function openQueue(sqs: Sqs, url: string | undefined, action: string, call: Call): Queue {
  const address = url ?? call.wire?.path ?? '';
  const [, account, name] = ACCOUNT_AND_NAME.exec(address) ?? [];
  if (account === undefined || name === undefined) throw invalidAddress(address);
  const queue = sqs.queues.find(account, call.scope.region, name);
  if (queue === undefined) throw queueDoesNotExist(speaksQuery(call));
  authorizeOn(queue, action, call);
  countRequests(call, queue.fifo);
  return queue;
}

/** @throws AwsError AccessDenied */
export function authorizeOn(queue: Queue, action: string, call: Call): void {
  call.touches(queue.name);
  call.authorize({ action, resource: queue.arn, owner: queue.account, policy: queue.policy });
}

/** Where the caller finds the queue. */
export function urlOf(queue: Queue, call: Call): string {
  const host = call.wire?.headers['host'];
  const origin =
    host === undefined ? call.kernel.endpoint() : `http${call.wire?.secure ? 's' : ''}://${host}`;
  return `${origin}/${queue.account}/${queue.name}`;
}

/** Whether the client speaks the query protocol, in which some messages are worded differently. */
export const speaksQuery = (call: Call): boolean =>
  call.wire?.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** The account that the caller names, or its own. */
export const inAccount = (scope: Scope, accountId: string | undefined): Scope =>
  accountId === undefined ? scope : { ...scope, accountId };
