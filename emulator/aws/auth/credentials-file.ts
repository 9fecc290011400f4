/**
 * The file behind `--credentials FILE`: a JSON list of access keys beside the built-in ones.
 *
 *     [
 *       { "accessKeyId": "AKIAALICE", "secretAccessKey": "…", "accountId": "111122223333", "user": "alice" },
 *       { "accessKeyId": "AKIAROOT", "secretAccessKey": "…", "accountId": "111122223333" }
 *     ]
 *
 * `user` makes the key a user's; without it the key is the account's root.
 */
import { readFile } from 'node:fs/promises';
import { SafelightError } from '../kernel/safelight-error.ts';
import { rootArn, userIdOf, type CredentialFields } from './credentials.ts';

const MEMBERS: Readonly<
  Record<string, { readonly form: RegExp; readonly meaning: string; readonly required: boolean }>
> = {
  accessKeyId: {
    form: /^[\w+=,.@-]{1,128}$/,
    meaning: 'up to 128 letters, digits or any of _+=,.@-',
    required: true,
  },
  secretAccessKey: { form: /^[\x20-\x7e]+$/, meaning: 'printable ASCII text', required: true },
  accountId: { form: /^\d{12}$/, meaning: 'twelve digits in quotation marks', required: true },
  user: {
    form: /^[\w+=,.@-]{1,64}$/,
    meaning: 'a user name: up to 64 letters, digits or any of _+=,.@-',
    required: false,
  },
};

const EXAMPLE =
  '[{ "accessKeyId": "AKIAALICE", "secretAccessKey": "secret", "accountId": "111122223333", "user": "alice" }]';

const broken = (file: string, message: string, cause?: unknown): SafelightError =>
  new SafelightError('ERR_CREDENTIALS_FILE', `${file}: ${message}`, {
    hint: `Write a JSON list of access keys, like ${EXAMPLE}.`,
    ...(cause === undefined ? {} : { cause }),
  });

function parseEntry(entry: unknown, place: string, file: string): CredentialFields {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw broken(file, `${place} must be an object`);
  }
  const members = new Map<string, unknown>(Object.entries(entry));
  for (const name of members.keys()) {
    if (!Object.hasOwn(MEMBERS, name)) {
      throw broken(
        file,
        `${place} has an unknown member "${name}"; it may have ${Object.keys(MEMBERS).join(', ')}`,
      );
    }
  }
  const read = (name: string): string => {
    const value = members.get(name);
    const member = MEMBERS[name];
    if (value === undefined && member?.required === false) return '';
    if (typeof value === 'string' && member?.form.test(value)) return value;
    throw broken(file, `${place} needs "${name}": ${member?.meaning ?? ''}`);
  };
  const accountId = read('accountId');
  const user = read('user');
  const arn = user === '' ? rootArn(accountId) : `arn:aws:iam::${accountId}:user/${user}`;
  return {
    accessKeyId: read('accessKeyId'),
    secretAccessKey: read('secretAccessKey'),
    accountId,
    arn,
    userId: user === '' ? accountId : userIdOf(arn),
  };
}

/** Reads a credentials file. Throws ERR_CREDENTIALS_FILE, naming what is wrong. */
export async function readCredentialsFile(file: string): Promise<readonly CredentialFields[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw broken(file, 'cannot be read', error);
  }
  return parseCredentialsFile(text, file);
}

/**
 * Reads the text of a credentials file. Throws ERR_CREDENTIALS_FILE, naming the entry that is wrong.
 * @param file its name, for messages
 */
export function parseCredentialsFile(text: string, file: string): readonly CredentialFields[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw broken(file, 'is not JSON', error);
  }
  if (!Array.isArray(parsed)) throw broken(file, 'must hold a list');
  const seen = new Set<string>();
  const list = parsed.map((entry: unknown, index) => {
    const fields = parseEntry(entry, `entry ${index + 1}`, file);
    if (seen.has(fields.accessKeyId)) {
      throw broken(file, `entry ${index + 1} repeats the key "${fields.accessKeyId}"`);
    }
    seen.add(fields.accessKeyId);
    return fields;
  });
  return list;
}
