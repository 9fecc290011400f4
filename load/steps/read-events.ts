/**
 * Reads S3's events from a queue by signed calls, takes the lag of each from S3's own time, and deletes what it has read:
 * one round of a consumer that polls for as long as the run goes on.
 */
import { check } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import { required } from '../asked.ts';
import { eventLag } from '../measures.ts';
import { signed } from '../sigv4.ts';

const queueUrl = required('QUEUE_URL');
const origin = /^https?:\/\/[^/]+/.exec(queueUrl)?.[0] ?? '';

export const eventsRead = new Counter('events_read');

interface Message {
  readonly ReceiptHandle: string;
  readonly Body: string;
}

interface Notification {
  readonly Event?: string;
  readonly Records?: readonly { readonly eventTime: string }[];
}

function ask(operation: string, input: object, name: string) {
  const body = JSON.stringify({ QueueUrl: queueUrl, ...input });
  const { url, headers } = signed({
    method: 'POST',
    origin,
    path: '/',
    service: 'sqs',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
    body,
  });
  return http.post(url, body, { headers, responseType: 'text', tags: { name } });
}

/** @param wait seconds that the queue may wait for a message */
export function readEvents(wait: number): number {
  const received = ask(
    'ReceiveMessage',
    { MaxNumberOfMessages: 10, WaitTimeSeconds: wait },
    'receive events',
  );
  if (!check(received, { 'the queue answers': ({ status }) => status === 200 })) return 0;
  const now = Date.now();
  const { Messages: messages = [] } = received.json() as unknown as { Messages?: readonly Message[] };
  if (messages.length === 0) return 0;
  let events = 0;
  for (const { Body } of messages) {
    const { Records: records = [] } = JSON.parse(Body) as Notification;
    for (const { eventTime } of records) {
      eventLag.add(Math.max(0, now - Date.parse(eventTime)));
      events += 1;
    }
  }
  eventsRead.add(events);
  const deleted = ask(
    'DeleteMessageBatch',
    { Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })) },
    'delete events',
  );
  check(deleted, { 'events are taken off the queue': ({ status }) => status === 200 });
  return events;
}
