import type { UpdateKeyGroupRequest, UpdateKeyGroupResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { checkKeyGroup } from '../key-rules.ts';
import { keyGroupOf } from '../key-group.ts';
import { checkIfMatch } from '../resources.ts';

export const updateKeyGroup: Operation<CloudFront, UpdateKeyGroupRequest, UpdateKeyGroupResult> = (
  cloudfront,
  { Id: id, IfMatch: ifMatch, KeyGroupConfig: config },
  call,
) => {
  const found = addressed(cloudfront.keyGroups, call, id);
  checkIfMatch(found.etag, ifMatch);
  checkKeyGroup(config!, (key) => cloudfront.publicKeys.find(call.scope.accountId, key) !== undefined);
  const updated = cloudfront.keyGroups.update(found, config!.Name!, config!, call.now);
  return { KeyGroup: keyGroupOf(updated), ETag: updated.etag };
};
