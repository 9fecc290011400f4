/** Layers as AWS shows them. */
import type { Architecture, LayerVersionsListItem, Runtime } from '@aws-sdk/client-lambda';
import type { Call } from '../../kernel/operation.ts';
import { lambdaDate } from './configuration.ts';
import { layerArn, readLayerReference, type LayerReference, type LayerVersion } from './layers.ts';
import type { Lambda } from './lambda.ts';

export const layerItem = (layer: LayerVersion): LayerVersionsListItem => ({
  LayerVersionArn: layerArn(layer.scope, layer.name, layer.version),
  Version: layer.version,
  Description: layer.description,
  CreatedDate: lambdaDate(layer.createdAt),
  CompatibleRuntimes: layer.runtimes.length === 0 ? undefined : ([...layer.runtimes] as Runtime[]),
  CompatibleArchitectures:
    layer.architectures.length === 0 ? undefined : ([...layer.architectures] as Architecture[]),
  LicenseInfo: layer.license,
});

export const layerOutput = (lambda: Lambda, layer: LayerVersion) => ({
  ...layerItem(layer),
  LayerArn: layerArn(layer.scope, layer.name),
  Content: {
    Location: lambda.packages.location(layer.code),
    CodeSha256: layer.code.sha256,
    CodeSize: layer.code.size,
  },
});

/** Reads a layer's name or ARN and asks whether the caller may do this to it. */
export function referToLayer(call: Call, name: string | undefined): LayerReference {
  const reference = readLayerReference(name ?? '', call.scope);
  call.touches(reference.name);
  call.authorize({
    action: `lambda:${call.operation}`,
    resource: layerArn(reference.scope, reference.name, reference.version),
    owner: reference.scope.accountId,
  });
  return reference;
}
