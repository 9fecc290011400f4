/** Event source mappings: which function is fed from which queue or stream, and how. */
import type { Instant } from '../../../kernel/instant.ts';
import { arn, type Scope } from '../../../kernel/scope.ts';

export interface MappingSettings {
  readonly batchSize: number;
  /** Seconds that a batch may wait to fill. */
  readonly window: number;
  /** Event patterns; a record that none matches is passed over. */
  readonly filters: readonly string[];
  /** Whether the function may say which records of a batch failed. */
  readonly reportsFailures: boolean;
  /** Batches at once, from a queue. */
  readonly maximumConcurrency: number | undefined;
  /** Streams only, from here on. */
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON' | undefined;
  /** Further attempts at a failed batch; -1 is without end. */
  readonly retries: number;
  /** Seconds after which a record is given up; -1 is never. */
  readonly recordAge: number;
  readonly parallelization: number;
  /** Whether a failed batch is halved before it is tried again. */
  readonly bisects: boolean;
  /** Where given-up batches are told of. */
  readonly onFailure: string | undefined;
}

export interface EventSourceMapping {
  readonly uuid: string;
  readonly scope: Scope;
  /** With the qualifier that the request named. */
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly settings: MappingSettings;
  readonly enabled: boolean;
  readonly modifiedAt: Instant;
  readonly lastResult: string | undefined;
  /** How far a stream has been read. */
  readonly checkpoint: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What feeds functions: `sqs`, `dynamodb`. */
export type SourceService = 'sqs' | 'dynamodb';

/**
 * What a service's wiring brings to feed functions from it.
 */
export interface SourceConnector {
  /**
   * Looks at a mapping before it is made or changed.
   *
   * @param timeout of the function, in seconds
   * @throws AwsError InvalidParameterValueException when it cannot work
   */
  check(mapping: Pick<EventSourceMapping, 'sourceArn' | 'settings'>, timeout: number): void;
  /** Begins to feed the function; returns how to stop. */
  start(mapping: EventSourceMapping): () => void;
}

export const mappingArn = ({ scope, uuid }: Pick<EventSourceMapping, 'scope' | 'uuid'>): string =>
  arn('lambda', scope, `event-source-mapping:${uuid}`);
