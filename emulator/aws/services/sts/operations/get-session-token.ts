import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { seconds } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, invalidToken, sessionsOpenNone } from '../errors.ts';
import { sessionCredentials } from '../session-credentials.ts';
import type { Sts } from '../sts.ts';

const USUAL = 43_200;

/** Needs no permission: the session may do what its user may. */
export const getSessionToken: Operation<Sts, GetSessionTokenRequest, GetSessionTokenResponse> = (
  sts,
  input,
  call,
) => {
  checkInput(input, { DurationSeconds: { least: 900, most: 129_600 } });
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined) {
    throw notImplemented('sts', 'multi-factor authentication');
  }
  const { principal, now } = call;
  if (principal.kind !== 'user') throw invalidToken();
  if (principal.accessKeyId.startsWith('ASIA')) throw sessionsOpenNone('GetSessionToken');
  const { accountId, arn, userId } = principal;
  const expiresAt = now + seconds(input.DurationSeconds ?? USUAL);
  const session = sts.sessions.open({ accountId, arn, userId, policies: [], expiresAt }, sts.kernel.ids, now);
  return { Credentials: sessionCredentials(session) };
};
