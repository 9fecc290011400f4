/** A stack's distribution counts as made, and may be removed, only once it is deployed. */
import type { JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';

export const cloudfrontDistribution: ResourceType = {
  type: 'AWS::CloudFront::Distribution',
  properties: ['DistributionConfig', 'Tags'],
  required: ['DistributionConfig'],
  async create({ DistributionConfig: config, Tags: tags = [] }, making) {
    const { Distribution } = await making.invoke('cloudfront', 'CreateDistributionWithTags', {
      DistributionConfigWithTags: {
        DistributionConfig: {
          Comment: '',
          CallerReference: making.generatedName,
          ...(config as JsonObject),
        },
        Tags: { Items: tags },
      },
    });
    const { Id, DomainName } = Distribution as { Id: string; DomainName: string };
    making.exists(Id);
    await deployed(Id, making);
    return { Id, DomainName };
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
