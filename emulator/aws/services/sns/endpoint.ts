/** Where messages can go. What safelight does not deliver to is refused by name when somebody subscribes it. */
import { notImplemented } from '../../kernel/aws-error.ts';
import { parseArn } from '../../kernel/scope.ts';
import { invalidParameter } from './errors.ts';
import type { Protocol } from './subscription.ts';
import type { Topic } from './topic.ts';

const ELSEWHERE = new Set(['application', 'email', 'email-json', 'firehose', 'sms']);

/** @throws AwsError InvalidParameter; NotImplemented for protocols that only AWS delivers by */
export function readProtocol(protocol = ''): Protocol {
  if (ELSEWHERE.has(protocol)) throw notImplemented('sns', `subscriptions by ${protocol}`);
  if (protocol === 'sqs' || protocol === 'lambda' || protocol === 'http' || protocol === 'https')
    return protocol;
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
}

/** @throws AwsError InvalidParameter */
export function checkEndpoint(topic: Topic, protocol: Protocol, endpoint = ''): string {
  if (topic.fifo && protocol !== 'sqs') throw invalidParameter(`Invalid protocol type: ${protocol}`);
  switch (protocol) {
    case 'sqs':
      if (parseArn(endpoint)?.service !== 'sqs') throw invalidParameter('SQS endpoint ARN');
      if (!topic.fifo && endpoint.endsWith('.fifo')) {
        throw invalidParameter(
          'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
        );
      }
      break;
    case 'lambda':
      if (parseArn(endpoint)?.service !== 'lambda') throw invalidParameter('Lambda endpoint ARN');
      break;
    default:
      if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== `${protocol}:`) {
        throw invalidParameter('Endpoint must match the specified protocol');
      }
  }
  return endpoint;
}
