import type { Credentials } from '@aws-sdk/client-sts';
import { toDate } from '../../kernel/instant.ts';
import type { Session } from './sessions.ts';

/** A session's keys, as answers show them. */
export const sessionCredentials = (session: Session): Credentials => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secret,
  SessionToken: session.token,
  Expiration: toDate(session.expiresAt),
});
