import type { Call } from '../../kernel/operation.ts';
import { authorizeOn } from './addressing.ts';
import { readArn } from './arns.ts';
import { countRequests } from './billing.ts';
import { resourceNotFound } from './errors.ts';
import type { Sns } from './sns.ts';
import type { Topic } from './topic.ts';

/**
 * The topic that a call about tags is for: those name a resource and have an error of their own for one that is missing.
 *
 * @throws AwsError InvalidParameter, ResourceNotFound, AuthorizationError
 */
export function openTagged(sns: Sns, resourceArn: string | undefined, action: string, call: Call): Topic {
  readArn(resourceArn, 'ResourceArn');
  const topic = sns.topics.byArn(resourceArn ?? '');
  if (topic === undefined) throw resourceNotFound();
  authorizeOn(topic, action, call);
  countRequests(call, topic.name);
  return topic;
}
