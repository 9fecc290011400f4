import type { ListLayersRequest, ListLayersResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { layerItem } from '../layer-output.ts';
import { layerArn, type LayerVersion } from '../layers.ts';
import type { Lambda } from '../lambda.ts';
import { after, page } from '../pages.ts';

export const listLayers: Operation<Lambda, ListLayersRequest, ListLayersResponse> = (lambda, input, call) => {
  const { scope } = call;
  call.authorize({ action: 'lambda:ListLayers', resource: '*', owner: scope.accountId });
  const keyOf = ({ name }: LayerVersion): string => name;
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = input;
  const matching = lambda.layers
    .newest(scope)
    .filter((layer) => runtime === undefined || layer.runtimes.includes(runtime))
    .filter((layer) => architecture === undefined || layer.architectures.includes(architecture));
  const { items, NextMarker } = page(after(matching, input.Marker, keyOf), input.MaxItems, keyOf);
  return {
    Layers: items.map((layer) => ({
      LayerName: layer.name,
      LayerArn: layerArn(scope, layer.name),
      LatestMatchingVersion: layerItem(layer),
    })),
    NextMarker,
  };
};
