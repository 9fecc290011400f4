/** Hosts of function URLs: AWS's own, and the same at this cloud's port (aws.md section B.7). */
import type { WireRequest } from '../../wire/message.ts';

const HOST =
  /^([a-z0-9]+)\.lambda-url\.[a-z]{2}(?:-[a-z]+)+-\d\.(?:on\.aws|localhost\.localstack\.cloud|localhost)(?::\d+)?$/i;

/** The id of the function URL that the host names. */
export const urlIdOf = ({ headers }: WireRequest): string | undefined =>
  HOST.exec(headers['host'] ?? '')?.[1]?.toLowerCase();
