/** What CloudFront keeps. Only distributions have tags; all of it goes by the version that was read. */
import type { CloudFront } from '@aws-sdk/client-cloudfront';
import { marked, tagsOf, type Finder } from '../leftover.ts';

/** Seconds that CloudFront may take to take a distribution off all its edges. */
const MAX_WAIT = 1_200;

/** Distributions, which have to be switched off first. Their comment is their name. */
export const findDistributions: Finder = async (clients) => {
  const cloudfront = await clients.cloudfront();
  const { DistributionList } = await cloudfront.listDistributions({});
  return marked(
    DistributionList?.Items,
    ({ Comment }) => Comment,
    ({ Id, ARN }) => ({
      kind: 'distribution',
      tags: async () => tagsOf((await cloudfront.listTagsForResource({ Resource: ARN })).Tags?.Items),
      remove: () => removeDistribution(cloudfront, Id ?? ''),
    }),
  );
};

async function removeDistribution(cloudfront: CloudFront, Id: string): Promise<void> {
  const { DistributionConfig, ETag } = await cloudfront.getDistributionConfig({ Id });
  let IfMatch = ETag;
  if (DistributionConfig?.Enabled === true) {
    const disabled = { ...DistributionConfig, Enabled: false };
    ({ ETag: IfMatch } = await cloudfront.updateDistribution({ Id, IfMatch, DistributionConfig: disabled }));
  }
  const { waitUntilDistributionDeployed } = await import('@aws-sdk/client-cloudfront');
  await waitUntilDistributionDeployed({ client: cloudfront, maxWaitTime: MAX_WAIT, minDelay: 1 }, { Id });
  await cloudfront.deleteDistribution({ Id, IfMatch });
}

export const findKeyGroups: Finder = async (clients) => {
  const cloudfront = await clients.cloudfront();
  const { KeyGroupList } = await cloudfront.listKeyGroups({});
  return marked(
    KeyGroupList?.Items,
    ({ KeyGroup }) => KeyGroup?.KeyGroupConfig?.Name,
    ({ KeyGroup: { Id = '' } = {} }) => ({
      kind: 'key group',
      async remove() {
        const { ETag: IfMatch } = await cloudfront.getKeyGroup({ Id });
        await cloudfront.deleteKeyGroup({ Id, IfMatch });
      },
    }),
  );
};

export const findPublicKeys: Finder = async (clients) => {
  const cloudfront = await clients.cloudfront();
  const { PublicKeyList } = await cloudfront.listPublicKeys({});
  return marked(
    PublicKeyList?.Items,
    ({ Name }) => Name,
    ({ Id = '' }) => ({
      kind: 'public key',
      async remove() {
        const { ETag: IfMatch } = await cloudfront.getPublicKey({ Id });
        await cloudfront.deletePublicKey({ Id, IfMatch });
      },
    }),
  );
};

export const findAccessControls: Finder = async (clients) => {
  const cloudfront = await clients.cloudfront();
  const { OriginAccessControlList } = await cloudfront.listOriginAccessControls({});
  return marked(
    OriginAccessControlList?.Items,
    ({ Name }) => Name,
    ({ Id = '' }) => ({
      kind: 'access control',
      async remove() {
        const { ETag: IfMatch } = await cloudfront.getOriginAccessControl({ Id });
        await cloudfront.deleteOriginAccessControl({ Id, IfMatch });
      },
    }),
  );
};

export const findEdgeFunctions: Finder = async (clients) => {
  const cloudfront = await clients.cloudfront();
  const { FunctionList } = await cloudfront.listFunctions({});
  const names = new Set(FunctionList?.Items?.map(({ Name = '' }) => Name));
  return marked(
    [...names],
    (name) => name,
    (Name) => ({
      kind: 'edge function',
      async remove() {
        const { ETag: IfMatch } = await cloudfront.describeFunction({ Name });
        await cloudfront.deleteFunction({ Name, IfMatch });
      },
    }),
  );
};
