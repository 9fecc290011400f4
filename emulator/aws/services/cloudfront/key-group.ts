import type { KeyGroup, KeyGroupConfig } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../kernel/instant.ts';
import type { Resource } from './resources.ts';

export const keyGroupOf = ({ id, config, modified }: Resource<KeyGroupConfig>): KeyGroup => ({
  Id: id,
  LastModifiedTime: toDate(modified),
  KeyGroupConfig: config,
});
