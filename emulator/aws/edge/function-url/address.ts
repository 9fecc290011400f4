/** Hosts of function URLs: AWS's own, and the same at this cloud's port (aws.md section B.7). */
import { remembered } from '../../kernel/remembered.ts';
import type { WireRequest } from '../../wire/message.ts';

const HOST =
  /^([a-z0-9]+)\.lambda-url\.[a-z]{2}(?:-[a-z]+)+-\d\.(?:on\.aws|localhost\.localstack\.cloud|localhost)(?::\d+)?$/i;

/** The id of the function URL that the host names. */
export const urlIdOf = ({ headers }: WireRequest): string | undefined => idOfHost(headers['host'] ?? '');

const idOfHost = remembered((host) => HOST.exec(host)?.[1]?.toLowerCase());
