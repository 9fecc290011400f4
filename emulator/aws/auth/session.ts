/** The key of a request and, for session credentials, its token. */
import type { AwsError } from '../kernel/aws-error.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Credential, CredentialStore } from './credentials.ts';

export interface SessionRefusals {
  unknownKey(accessKeyId: string): AwsError;
  invalidToken(token: string): AwsError;
  expiredToken(token: string): AwsError;
}

/**
 * The credential behind a key id. A session's key without its token is an unknown key, as AWS treats it; a token
 * beside a long-term key belongs to nobody.
 */
export function findCredential(
  store: CredentialStore,
  accessKeyId: string,
  token: string | undefined,
  now: Instant,
  refuse: SessionRefusals,
): Credential {
  const credential = store.find(accessKeyId);
  if (credential === undefined) throw refuse.unknownKey(accessKeyId);
  if (token === undefined) {
    if (credential.sessionToken !== undefined) throw refuse.unknownKey(accessKeyId);
    return credential;
  }
  if (credential.sessionToken !== token) throw refuse.invalidToken(token);
  if (credential.expiresAt !== undefined && credential.expiresAt <= now) throw refuse.expiredToken(token);
  return credential;
}
