import type { ListLayerVersionsRequest, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { layerItem, referToLayer } from '../layer-output.ts';
import type { LayerVersion } from '../layers.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';

export const listLayerVersions: Operation<Lambda, ListLayerVersionsRequest, ListLayerVersionsResponse> = (
  lambda,
  input,
  call,
) => {
  const { scope, name } = referToLayer(call, input.LayerName);
  const keyOf = ({ version }: LayerVersion): string => String(version);
  const { CompatibleRuntime: runtime } = input;
  const matching = lambda.layers
    .versions(scope, name)
    .filter((layer) => runtime === undefined || layer.runtimes.includes(runtime));
  const { items, NextMarker } = page(after(matching, input.Marker, keyOf), input.MaxItems, keyOf);
  return { LayerVersions: items.map(layerItem), NextMarker };
};
