/** What a table says of its stream. The stream itself is another service's (`wiring/dynamodb-to-streams.ts`). */
import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { toIso, type Instant } from '../../kernel/instant.ts';
import { invalidParameter } from './errors.ts';
import type { StreamDefinition } from './table.ts';

const TEXTS = {
  CreateTable: {
    missing: 'Table is being created with a stream enabled, UpdateViewType is required',
    unwanted: 'Table is being created with a stream disabled, UpdateViewType should not be specified',
  },
  UpdateTable: {
    missing: 'If stream is being enabled then UpdateViewType is required',
    unwanted: 'If stream is being disabled, then UpdateViewType must not be specified',
  },
} as const;

/**
 * The stream that a request asks for, if it asks for one.
 *
 * @throws AwsError ValidationException
 */
export function newStream(
  specification: StreamSpecification | undefined,
  now: Instant,
  when: 'CreateTable' | 'UpdateTable',
): StreamDefinition | undefined {
  if (specification === undefined) return undefined;
  const { StreamEnabled: enabled, StreamViewType: viewType } = specification;
  if (enabled !== true) {
    if (viewType === undefined) return undefined;
    throw invalidParameter(TEXTS[when].unwanted);
  }
  if (viewType === undefined) {
    throw invalidParameter(TEXTS[when].missing);
  }
  return { label: toIso(now).slice(0, -1), viewType };
}
