/** What a table says of its stream. The stream itself is another service's (`wiring/dynamodb-to-streams.ts`). */
import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { toIso, type Instant } from '../../kernel/instant.ts';
import { invalidParameter } from './errors.ts';
import type { StreamDefinition } from './table.ts';

/**
 * The stream that a request asks for, if it asks for one.
 *
 * @throws AwsError ValidationException
 */
export function newStream(
  specification: StreamSpecification | undefined,
  now: Instant,
): StreamDefinition | undefined {
  if (specification === undefined) return undefined;
  const { StreamEnabled: enabled, StreamViewType: viewType } = specification;
  if (enabled !== true) {
    if (viewType === undefined) return undefined;
    throw invalidParameter('StreamViewType cannot be specified when StreamEnabled is false');
  }
  if (viewType === undefined) {
    throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  }
  return { label: toIso(now).slice(0, -1), viewType };
}
