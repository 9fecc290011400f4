import type { CreateKeyGroupRequest, CreateKeyGroupResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkKeyGroup } from '../key-rules.ts';
import { keyGroupOf } from '../key-group.ts';

export const createKeyGroup: Operation<CloudFront, CreateKeyGroupRequest, CreateKeyGroupResult> = (
  cloudfront,
  { KeyGroupConfig: config },
  call,
) => {
  const { kind } = cloudfront.keyGroups;
  allow(call, kind.path);
  checkKeyGroup(config!, (id) => cloudfront.publicKeys.find(call.scope.accountId, id) !== undefined);
  const created = cloudfront.keyGroups.create(call.scope.accountId, config!.Name!, config!, call.now);
  return {
    KeyGroup: keyGroupOf(created),
    Location: locationOf('key-group', created.id),
    ETag: created.etag,
  };
};
