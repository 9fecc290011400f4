/**
 * Filters of lists: every filter must match, by any of its values. Values are prefixes; one that begins with `!` excludes.
 * Evidence: Secrets Manager user guide "Find secrets" (2026-11): names and tags are case-sensitive, descriptions and
 * `all` are not.
 */
import type { Filter } from '@aws-sdk/client-secrets-manager';
import { checkInput, invalidParameter } from './errors.ts';
import type { Secret } from './secret.ts';

const KEYS = ['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all'];

const words = (text: string): string[] => text.toLowerCase().split(/[\s/_+=.@!-]+/);

/** The texts of a secret that a filter looks at. */
function textsOf(secret: Secret, key: string): readonly string[] {
  switch (key) {
    case 'name':
      return [secret.name];
    case 'tag-key':
      return Object.keys(secret.tags);
    case 'tag-value':
      return Object.values(secret.tags);
    case 'description':
      return [...words(secret.description ?? ''), (secret.description ?? '').toLowerCase()];
    case 'all': {
      const { name, description = '', tags } = secret;
      return [name, description, ...Object.entries(tags).flat()].flatMap(words);
    }
    default:
      return [];
  }
}

function fits(secret: Secret, { Key: key = 'all', Values: values = [] }: Filter): boolean {
  const texts = textsOf(secret, key);
  const loose = key === 'all' || key === 'description';
  return values.some((value) => {
    const excluded = value.startsWith('!');
    const plain = excluded ? value.slice(1) : value;
    const prefixes = key === 'all' ? words(plain) : [loose ? plain.toLowerCase() : plain];
    return prefixes.every((prefix) => texts.some((text) => text.startsWith(prefix))) !== excluded;
  });
}

/** @throws AwsError InvalidParameterException, ValidationException */
export function checkFilters(filters: readonly Filter[] = []): void {
  if (filters.length > 10) throw invalidParameter('A request has at most 10 filters.');
  for (const filter of filters) {
    checkInput(filter, {
      Key: { required: true, oneOf: KEYS },
      Values: { required: true, least: 1, most: 10 },
    });
  }
}

export const matchesAll = (secret: Secret, filters: readonly Filter[] = []): boolean =>
  filters.every((filter) => fits(secret, filter));
