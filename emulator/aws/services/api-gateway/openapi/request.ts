/** What requests that bring a document say besides. */
import { parseQuery } from '../../../wire/query-string.ts';
import type { Call } from '../../../kernel/operation.ts';
import { badRequest } from '../errors.ts';

/** How the document is to be read: `basepath`, `ignore`, `endpointConfigurationTypes`. They have no names of their own on the wire. */
export const importParameters = (
  given: Readonly<Record<string, string>> | undefined,
  { wire }: Call,
): Readonly<Record<string, string | undefined>> => ({
  ...Object.fromEntries(parseQuery(wire?.query ?? '')),
  ...given,
});

/** @throws AwsError BadRequestException */
export function importMode(mode = 'merge'): 'merge' | 'overwrite' {
  if (mode === 'merge' || mode === 'overwrite') return mode;
  throw badRequest(`Invalid import mode: ${mode}. Must be one of: [merge, overwrite]`);
}
