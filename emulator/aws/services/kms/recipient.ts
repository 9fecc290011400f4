import type { RecipientInfo } from '@aws-sdk/client-kms';
import { notImplemented } from '../../kernel/aws-error.ts';

/** Answers encrypted for an attested enclave do not exist here. @throws AwsError NotImplemented */
export function refuseRecipient({ Recipient }: { readonly Recipient?: RecipientInfo | undefined }): void {
  if (Recipient !== undefined) throw notImplemented('kms', 'answers for attested recipients');
}
