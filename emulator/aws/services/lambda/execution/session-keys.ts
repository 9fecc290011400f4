/**
 * The keys that a function signs with: those of a session of its role, named after the function. They follow from the
 * function's and the role's ARN, so that an environment which outlives a restore of the cloud keeps working.
 *
 * Evidence: "Lambda execution role" (Developer Guide), read 2026-11-28. Gaps: the session does not end, where AWS renews
 * the keys of an environment every few hours; CreateFunction does not ask whether the role trusts Lambda.
 */
import { createHash } from 'node:crypto';
import { KEY_CHARACTERS } from '../../../auth/credentials.ts';

export interface SessionKeys {
  /** `ASIA…` */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const KEY_LENGTH = 16;

export function sessionKeysOf(functionArn: string, roleArn: string): SessionKeys {
  const derive = (purpose: string): Buffer =>
    createHash('sha512').update(`${purpose} ${functionArn} ${roleArn}`).digest();
  const characters = [...derive('id').subarray(0, KEY_LENGTH)].map(
    (byte) => KEY_CHARACTERS[byte % KEY_CHARACTERS.length],
  );
  return {
    accessKeyId: `ASIA${characters.join('')}`,
    secretAccessKey: derive('secret').subarray(0, 30).toString('base64'),
    sessionToken: derive('token').toString('base64'),
  };
}
