/** A stack's distribution counts as made, and may be removed, only once it is deployed. */
import type { JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';
import { tagChanges, tagList } from './tags.ts';

export const cloudfrontDistribution: ResourceType = {
  type: 'AWS::CloudFront::Distribution',
  properties: ['DistributionConfig', 'Tags'],
  required: ['DistributionConfig'],
  async create({ DistributionConfig: config, Tags: tags }, making) {
    const { Distribution } = await making.invoke('cloudfront', 'CreateDistributionWithTags', {
      DistributionConfigWithTags: {
        DistributionConfig: {
          Comment: '',
          CallerReference: making.generatedName,
          ...(config as JsonObject),
        },
        Tags: { Items: tagList(tags) },
      },
    });
    const { Id, DomainName } = Distribution as { Id: string; DomainName: string };
    making.exists(Id);
    await deployed(Id, making);
    return { Id, DomainName };
  },
  async update({ physicalId: Id, attributes, properties: before }, { DistributionConfig, Tags }, making) {
    const { DistributionConfig: current, ETag: IfMatch } = await making.invoke(
      'cloudfront',
      'GetDistributionConfig',
      { Id },
    );
    const { CallerReference } = current as { CallerReference: string };
    await making.invoke('cloudfront', 'UpdateDistribution', {
      Id,
      IfMatch,
      DistributionConfig: { Comment: '', CallerReference, ...(DistributionConfig as JsonObject) },
    });
    const { put, removed } = tagChanges(before['Tags'], Tags);
    const { Distribution } = await making.invoke('cloudfront', 'GetDistribution', { Id });
    const { ARN: Resource } = Distribution as { ARN: string };
    if (put.length > 0) await making.invoke('cloudfront', 'TagResource', { Resource, Tags: { Items: put } });
    if (removed.length > 0) {
      await making.invoke('cloudfront', 'UntagResource', { Resource, TagKeys: { Items: removed } });
    }
    await deployed(Id, making);
    return attributes;
  },
  async delete(Id, _, making) {
    const { DistributionConfig, ETag } = await making.invoke('cloudfront', 'GetDistributionConfig', { Id });
    let IfMatch = ETag;
    const current = DistributionConfig as { Enabled: boolean };
    if (current.Enabled) {
      const update = { Id, IfMatch, DistributionConfig: { ...current, Enabled: false } };
      ({ ETag: IfMatch } = await making.invoke('cloudfront', 'UpdateDistribution', update));
    }
    await deployed(Id, making);
    await making.invoke('cloudfront', 'DeleteDistribution', { Id, IfMatch });
  },
};

const deployed = (Id: string, making: Making): Promise<void> =>
  making.until(async () => {
    const { Distribution } = await making.invoke('cloudfront', 'GetDistribution', { Id });
    return (Distribution as { Status: string }).Status === 'Deployed';
  });
