import type { PublicKey, PublicKeyConfig, PublicKeySummary } from '@aws-sdk/client-cloudfront';
import { toDate } from '../../kernel/instant.ts';
import type { Resource } from './resources.ts';

export const publicKeyOf = ({ id, config, created }: Resource<PublicKeyConfig>): PublicKey => ({
  Id: id,
  CreatedTime: toDate(created),
  PublicKeyConfig: config,
});

export const publicKeySummary = ({ id, config, created }: Resource<PublicKeyConfig>): PublicKeySummary => ({
  Id: id,
  Name: config.Name,
  CreatedTime: toDate(created),
  EncodedKey: config.EncodedKey,
  Comment: config.Comment ?? '',
});
