/** What a bus is set to, as requests bring it and answers show it. */
import type { DeadLetterConfig } from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { BusSettings } from './bus.ts';

interface SettingsRequest {
  readonly Description?: string | undefined;
  readonly KmsKeyIdentifier?: string | undefined;
  readonly DeadLetterConfig?: DeadLetterConfig | undefined;
  readonly LogConfig?: { readonly Level?: string | undefined } | undefined;
}

/** @throws AwsError NotImplemented for what a bus here cannot do */
export function busSettings(request: SettingsRequest): BusSettings {
  const {
    Description: description,
    KmsKeyIdentifier: keyId,
    DeadLetterConfig: deadLetter,
    LogConfig,
  } = request;
  if ((LogConfig?.Level ?? 'OFF') !== 'OFF') throw notImplemented('eventbridge', 'logs of event buses');
  return {
    ...(description !== undefined && { description }),
    ...(keyId !== undefined && keyId !== '' && { keyId }),
    ...(deadLetter !== undefined && { deadLetter }),
  };
}

export const shownSettings = ({ description, keyId, deadLetter }: BusSettings) => ({
  ...(description !== undefined && { Description: description }),
  ...(keyId !== undefined && { KmsKeyIdentifier: keyId }),
  ...(deadLetter !== undefined && { DeadLetterConfig: deadLetter }),
});
