/** Event source mappings as AWS shows them. A change takes no time: only its own answer shows it under way. */
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { toDate } from '../../../kernel/instant.ts';
import { mappingArn, type EventSourceMapping } from './mapping.ts';

/** @param state instead of `Enabled` or `Disabled`, for the answer of a change */
export function mappingOutput(mapping: EventSourceMapping, state?: string): EventSourceMappingConfiguration {
  const { settings, sourceArn } = mapping;
  const isQueue = sourceArn.includes(':sqs:');
  const { maximumConcurrency, filters, onFailure } = settings;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(mapping),
    EventSourceArn: sourceArn,
    FunctionArn: mapping.functionArn,
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: isQueue ? 'USER_INITIATED' : 'User action',
    LastModified: toDate(mapping.modifiedAt),
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.window,
    FunctionResponseTypes: settings.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(filters.length > 0 && { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(!isQueue && {
      StartingPosition: settings.startingPosition,
      MaximumRetryAttempts: settings.retries,
      MaximumRecordAgeInSeconds: settings.recordAge,
      ParallelizationFactor: settings.parallelization,
      BisectBatchOnFunctionError: settings.bisects,
      TumblingWindowInSeconds: 0,
      LastProcessingResult: mapping.lastResult ?? 'No records processed',
      DestinationConfig: { OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
    }),
  };
}
