import { isObject, textOf, type Json, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';
import { tagChanges, tagList } from './tags.ts';

export const ecrRepository: ResourceType = {
  type: 'AWS::ECR::Repository',
  properties: [
    'EmptyOnDelete',
    'EncryptionConfiguration',
    'ImageScanningConfiguration',
    'ImageTagMutability',
    'LifecyclePolicy',
    'RepositoryName',
    'RepositoryPolicyText',
    'Tags',
  ],
  createOnly: ['EncryptionConfiguration', 'RepositoryName'],
  named: 'RepositoryName',
  async create(properties, making) {
    const { RepositoryName = making.generatedName.toLowerCase(), Tags } = properties;
    const { EncryptionConfiguration, ImageScanningConfiguration, ImageTagMutability } = properties;
    const settings = { EncryptionConfiguration, ImageScanningConfiguration, ImageTagMutability };
    const request = { ...settings, RepositoryName, Tags: tagList(Tags) };
    const { repository } = await making.invoke('ecr', 'CreateRepository', request);
    const { repositoryArn: Arn, repositoryUri: RepositoryUri } = repository as Record<string, string>;
    making.exists(textOf(RepositoryName));
    await putPolicies(textOf(RepositoryName), {}, properties, making);
    return { Arn: Arn ?? '', RepositoryUri: RepositoryUri ?? '' };
  },
  async update({ physicalId: RepositoryName, attributes, properties: before }, properties, making) {
    const { ImageScanningConfiguration = {}, ImageTagMutability = 'MUTABLE' } = properties;
    await making.invoke('ecr', 'PutImageTagMutability', { RepositoryName, ImageTagMutability });
    await making.invoke('ecr', 'PutImageScanningConfiguration', {
      RepositoryName,
      ImageScanningConfiguration,
    });
    await putPolicies(RepositoryName, before, properties, making);
    const { put: Tags, removed: TagKeys } = tagChanges(before['Tags'], properties['Tags']);
    const { Arn: ResourceArn } = attributes;
    if (Tags.length > 0) await making.invoke('ecr', 'TagResource', { ResourceArn, Tags });
    if (TagKeys.length > 0) await making.invoke('ecr', 'UntagResource', { ResourceArn, TagKeys });
    return attributes;
  },
  async delete(RepositoryName, _, making) {
    await making.invoke('ecr', 'DeleteRepository', { RepositoryName });
  },
};

async function putPolicies(
  RepositoryName: string,
  before: JsonObject,
  after: JsonObject,
  making: Making,
): Promise<void> {
  const { RepositoryPolicyText: PolicyText } = after;
  const LifecyclePolicyText = lifecycleOf(after);
  if (PolicyText !== undefined) {
    await making.invoke('ecr', 'SetRepositoryPolicy', { RepositoryName, PolicyText });
  } else if (before['RepositoryPolicyText'] !== undefined) {
    await making.invoke('ecr', 'DeleteRepositoryPolicy', { RepositoryName });
  }
  if (LifecyclePolicyText !== undefined) {
    await making.invoke('ecr', 'PutLifecyclePolicy', { RepositoryName, LifecyclePolicyText });
  } else if (lifecycleOf(before) !== undefined) {
    await making.invoke('ecr', 'DeleteLifecyclePolicy', { RepositoryName });
  }
}

function lifecycleOf({ LifecyclePolicy: policy }: JsonObject): Json | undefined {
  return isObject(policy) ? policy['LifecyclePolicyText'] : undefined;
}
