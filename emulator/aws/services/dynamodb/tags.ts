/**
 * Tags of tables.
 *
 * Evidence: texts as measured (public notes of a controller's developers, October 2026).
 */
import type { Tag } from '@aws-sdk/client-dynamodb';
import { validation } from './errors.ts';

const MAX_TAGS = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * The tags that a table has once these are added.
 *
 * @throws AwsError ValidationException
 */
export function tagRecord(
  tags: readonly Tag[],
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const given = new Map<string, string>();
  for (const { Key: key, Value: value } of tags) {
    checkTagKey(key);
    if (value === undefined || value.length > 256 || !CHARACTERS.test(value)) {
      throw validation(`The Tag Value provided is invalid, Value: ${value ?? null}`);
    }
    if (given.has(key)) {
      throw validation(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${key}`);
    }
    given.set(key, value);
  }
  const all = new Map([...Object.entries(before), ...given]);
  checkTagCount(all.size);
  return Object.fromEntries(all);
}

/** @throws AwsError ValidationException */
export function checkTagKey(key: string | undefined): asserts key is string {
  if (key === undefined || key === '' || key.length > 128 || !CHARACTERS.test(key)) {
    throw validation(`The Tag Key provided is invalid, Key: ${key ?? null}`);
  }
  if (key.startsWith('aws:')) throw validation(`Tag Key cannot be prefixed with aws:, Key: ${key}`);
}

/** @throws AwsError ValidationException */
export function checkTagCount(count: number): void {
  if (count > MAX_TAGS) {
    throw validation('Number of Tags exceed the current limit for the provided ResourceArn');
  }
}
