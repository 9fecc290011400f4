import type { ApiKey as ApiKeyOutput } from '@aws-sdk/client-api-gateway';
import { shownDate } from './shown-date.ts';
import type { ApiKey } from './api-keys.ts';

/** @param withValue lists and look-ups hide the value unless it is asked for */
export function apiKeyOutput(key: ApiKey, withValue: boolean): ApiKeyOutput {
  const { value, createdAt, updatedAt, tags, ...rest } = key;
  return {
    ...rest,
    ...(withValue && { value }),
    createdDate: shownDate(createdAt),
    lastUpdatedDate: shownDate(updatedAt),
    stageKeys: [],
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}
