/** Random passwords. Evidence: Secrets Manager API reference "GetRandomPassword" (2026-11). */
import type { GetRandomPasswordRequest } from '@aws-sdk/client-secrets-manager';
import type { Ids } from '../../kernel/ids.ts';
import { invalidParameter } from './errors.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The sets of characters to choose from, without the excluded ones. */
function alphabets(input: GetRandomPasswordRequest): string[] {
  const excluded = new Set(input.ExcludeCharacters);
  const sets = [
    input.ExcludeLowercase === true ? '' : LOWER,
    input.ExcludeUppercase === true ? '' : LOWER.toUpperCase(),
    input.ExcludeNumbers === true ? '' : '0123456789',
    input.ExcludePunctuation === true ? '' : PUNCTUATION,
    input.IncludeSpace === true ? ' ' : '',
  ];
  return sets
    .map((set) => [...set].filter((char) => !excluded.has(char)).join(''))
    .filter((set) => set.length > 0);
}

/** @throws AwsError InvalidParameterException when no such password exists */
export function randomPassword(input: GetRandomPasswordRequest, ids: Ids): string {
  const { PasswordLength: length = 32, RequireEachIncludedType: each = true } = input;
  const sets = alphabets(input);
  if (sets.length === 0) throw invalidParameter('The password characters to choose from are all excluded.');
  if (each && sets.length > length) {
    throw invalidParameter('The password length is too short to contain each included type.');
  }
  const required = each ? sets.map((set) => ids.text(1, set)) : [];
  const chars = [...required, ...ids.text(length - required.length, sets.join(''))];
  for (let last = chars.length - 1; last > 0; last -= 1) {
    const other = ids.uint32() % (last + 1);
    [chars[last], chars[other]] = [chars[other]!, chars[last]!];
  }
  return chars.join('');
}
