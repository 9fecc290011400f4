/** API keys: texts that callers send in `x-api-key`, by which usage plans tell them apart. */
import type { Instant } from '../../kernel/instant.ts';
import { badRequest } from './errors.ts';
import { flag, text, type PatchRule } from './patch.ts';

export interface ApiKey {
  readonly id: string;
  readonly value: string;
  name?: string | undefined;
  description?: string | undefined;
  customerId?: string | undefined;
  enabled: boolean;
  readonly createdAt: Instant;
  updatedAt: Instant;
  tags: Record<string, string>;
}

const SHORTEST_VALUE = 20;

/** @throws AwsError BadRequestException */
export function checkKeyValue(value: string): void {
  if (value.length < SHORTEST_VALUE) {
    throw badRequest(`API Key value should be at least ${SHORTEST_VALUE} characters`);
  }
}

export const API_KEY_RULES: readonly PatchRule<ApiKey>[] = [
  ...text<ApiKey>('name', 'description', 'customerId'),
  ...flag<ApiKey>('enabled'),
];
