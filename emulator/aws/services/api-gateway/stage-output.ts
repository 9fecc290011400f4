import type { Stage as StageOutput } from '@aws-sdk/client-api-gateway';
import { shownDate } from './shown-date.ts';
import type { Stage } from './stages.ts';

export function stageOutput({ createdAt, updatedAt, tags, ...stage }: Stage): StageOutput {
  return {
    ...stage,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    createdDate: shownDate(createdAt),
    lastUpdatedDate: shownDate(updatedAt),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}
