import type { DescribeKeyRequest, DescribeKeyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { keyMetadata } from '../key-metadata.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const describeKey: Operation<Kms, DescribeKeyRequest, DescribeKeyResponse> = (kms, input, call) => ({
  KeyMetadata: keyMetadata(kms, namedKey(kms, call, input.KeyId, 'kms:DescribeKey')),
});
