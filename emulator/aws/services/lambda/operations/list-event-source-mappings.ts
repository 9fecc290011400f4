import type { ListEventSourceMappingsRequest, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import type { EventSourceMapping } from '../event-sources/mapping.ts';
import { mappingOutput } from '../event-sources/mapping-output.ts';
import { functionArn, readReference } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';

export const listEventSourceMappings: Operation<
  Lambda,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse
> = (lambda, input, call) => {
  const { scope, operation } = call;
  call.authorize({ action: 'lambda:ListEventSourceMappings', resource: '*', owner: scope.accountId });
  const { EventSourceArn: sourceArn, FunctionName: name } = input;
  const reference = name === undefined ? undefined : readReference(name, undefined, scope, operation);
  const wanted = reference && functionArn(reference, reference.qualifier);
  const keyOf = ({ uuid }: EventSourceMapping): string => uuid;
  const matching = lambda.sources.mappings
    .list(scope)
    .filter((mapping) => (sourceArn ?? mapping.sourceArn) === mapping.sourceArn)
    .filter((mapping) => (wanted ?? mapping.functionArn) === mapping.functionArn);
  const { items, NextMarker } = page(after(matching, input.Marker, keyOf), input.MaxItems, keyOf);
  return { EventSourceMappings: items.map((mapping) => mappingOutput(mapping)), NextMarker };
};
