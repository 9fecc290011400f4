import type { AddPermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { withPermission } from '../topic-permissions.ts';

export const addPermission: Operation<Sns, AddPermissionInput, object> = (sns, input, call) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:AddPermission', call);
  const { Label: label, AWSAccountId: accountIds, ActionName: actions } = input;
  if (!label) throw invalidParameter('Label');
  if (!accountIds?.length) throw invalidParameter('AWSAccountId');
  if (!actions?.length) throw invalidParameter('ActionName');
  sns.topics.change(topic, { ...topic.set, Policy: withPermission(topic, { label, accountIds, actions }) });
  return {};
};
