import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { openTopic } from '../addressing.ts';
import { countPayload } from '../billing.ts';
import { authorizeKey } from '../encryption.ts';
import { invalidParameter } from '../errors.ts';
import { checkSize, readPublication } from '../publication.ts';
import type { Sns } from '../sns.ts';

export const publish: Operation<Sns, PublishInput, PublishResponse> = (sns, input, call) => {
  const { PhoneNumber: phone, TargetArn: target } = input;
  if (phone !== undefined) throw notImplemented('sns', 'messages to phone numbers');
  if (parseArn(target ?? '')?.resource.startsWith('endpoint/')) {
    throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
  }
  const topic = openTopic(sns, input.TopicArn ?? target, 'sns:Publish', call);
  const publication = readPublication(topic, input);
  checkSize(topic, publication);
  authorizeKey(call.kernel, topic, call.principal, call.seq);
  countPayload(call, topic.name, publication.size);
  const { messageId, sequence } = sns.publish(topic, publication, call.seq, call.now);
  return { MessageId: messageId, ...(sequence !== undefined && { SequenceNumber: sequence }) };
};
