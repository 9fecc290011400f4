import type { GenerateRandomRequest, GenerateRandomResponse } from '@aws-sdk/client-kms';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { checkInput } from '../errors.ts';
import type { Kms } from '../kms.ts';
import { refuseRecipient } from '../recipient.ts';

export const generateRandom: Operation<Kms, GenerateRandomRequest, GenerateRandomResponse> = (
  kms,
  input,
  call,
) => {
  checkInput(input, { NumberOfBytes: { required: true, least: 1, most: 1_024 } });
  refuseRecipient(input);
  if (input.CustomKeyStoreId !== undefined) throw notImplemented('kms', 'custom key stores');
  const { scope } = call;
  call.authorize({
    action: 'kms:GenerateRandom',
    resource: arn('kms', scope, 'key/*'),
    owner: scope.accountId,
  });
  return { Plaintext: kms.kernel.ids.bytes(input.NumberOfBytes ?? 0) };
};
