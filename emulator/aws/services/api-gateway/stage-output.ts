import type { Stage as StageOutput } from '@aws-sdk/client-api-gateway';
import { toDate } from '../../kernel/instant.ts';
import type { Stage } from './stages.ts';

export function stageOutput({ createdAt, updatedAt, tags, ...stage }: Stage): StageOutput {
  return {
    ...stage,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    createdDate: toDate(createdAt),
    lastUpdatedDate: toDate(updatedAt),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}
