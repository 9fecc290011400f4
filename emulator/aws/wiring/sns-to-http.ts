/**
 * SNS posts to HTTP endpoints: headers as recorded 2023-10-12 and 2024-10-03, fifteen seconds to answer. Success is any
 * status from 200 to 299; 429, 5xx and connections that fail are tried again, every other answer is final (developer
 * guide "Message delivery retries", 2026-11). Redirects are not followed.
 *
 * Where requests may go is the kernel's `outbound`. Gap: certificates of HTTPS endpoints have to be trusted by Node.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { seconds } from '../kernel/instant.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { checkTarget, guardedLookup, OutboundRefused } from '../kernel/outbound.ts';
import type { Parcel, ParcelOutcome } from '../services/sns/deliveries.ts';
import type { Sns } from '../services/sns/sns.ts';

const PATIENCE = seconds(15);

export function snsToHttp({ sns }: { readonly sns: Sns }, kernel: Kernel): void {
  for (const protocol of ['http', 'https'] as const) {
    sns.deliveries.carry(protocol, async (parcel) => {
      try {
        return outcomeOf(await post(parcel, kernel));
      } catch (error) {
        return { failure: (error as Error).message, retry: !(error instanceof OutboundRefused) };
      }
    });
  }
}

function outcomeOf(status: number): ParcelOutcome {
  if (status >= 200 && status < 300) return 'delivered';
  return { failure: `the endpoint answered ${status}`, retry: status === 429 || status >= 500 };
}

/** Posts the parcel; returns the status of the answer. */
function post(parcel: Parcel, kernel: Kernel): Promise<number> {
  const { clock, outbound } = kernel;
  const url = new URL(parcel.endpoint);
  checkTarget(url, kernel);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = {
    method: 'POST',
    headers: headersOf(parcel),
    lookup: guardedLookup(outbound),
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request = send(url, options, (response) => {
      response.resume();
      response.once('close', cancel);
      resolve(response.statusCode ?? 0);
    });
    const cancel = clock.wallTimer(PATIENCE, () => {
      request.destroy(new Error('the endpoint did not answer within 15 seconds'));
    });
    request.once('error', (error) => {
      cancel();
      reject(error);
    });
    request.end(parcel.body);
  });
}

function headersOf({
  body,
  contentType,
  notification,
  raw,
  subscriptionArn,
}: Parcel): Record<string, string> {
  const { type, messageId, topicArn } = notification;
  return {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Amazon Simple Notification Service Agent',
    'accept-encoding': 'gzip,deflate',
    'x-amz-sns-message-type': type,
    'x-amz-sns-message-id': messageId,
    'x-amz-sns-topic-arn': topicArn,
    ...(type === 'Notification' && { 'x-amz-sns-subscription-arn': subscriptionArn }),
    ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
  };
}
