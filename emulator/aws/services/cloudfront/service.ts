/**
 * Amazon CloudFront's control API: distributions, access controls, policies, functions, keys, invalidations (aws.md section
 * A.1; API 2020-05-31). What end users reach is `edge/cdn`.
 *
 * Gaps: tenants, connection groups, VPC origins, field-level encryption, real-time logs, continuous deployment and
 * trust stores.
 */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { CloudFront } from './cloudfront.ts';
import { copyDistribution } from './operations/copy-distribution.ts';
import { createCachePolicy } from './operations/create-cache-policy.ts';
import { createCloudFrontOriginAccessIdentity } from './operations/create-cloudfront-origin-access-identity.ts';
import { createDistributionWithTags } from './operations/create-distribution-with-tags.ts';
import { createDistribution } from './operations/create-distribution.ts';
import { createFunction } from './operations/create-function.ts';
import { createInvalidation } from './operations/create-invalidation.ts';
import { createKeyGroup } from './operations/create-key-group.ts';
import { createKeyValueStore } from './operations/create-key-value-store.ts';
import { createOriginAccessControl } from './operations/create-origin-access-control.ts';
import { createOriginRequestPolicy } from './operations/create-origin-request-policy.ts';
import { createPublicKey } from './operations/create-public-key.ts';
import { createResponseHeadersPolicy } from './operations/create-response-headers-policy.ts';
import { deleteCachePolicy } from './operations/delete-cache-policy.ts';
import { deleteCloudFrontOriginAccessIdentity } from './operations/delete-cloudfront-origin-access-identity.ts';
import { deleteDistribution } from './operations/delete-distribution.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { deleteKeyGroup } from './operations/delete-key-group.ts';
import { deleteKeyValueStore } from './operations/delete-key-value-store.ts';
import { deleteOriginAccessControl } from './operations/delete-origin-access-control.ts';
import { deleteOriginRequestPolicy } from './operations/delete-origin-request-policy.ts';
import { deletePublicKey } from './operations/delete-public-key.ts';
import { deleteResponseHeadersPolicy } from './operations/delete-response-headers-policy.ts';
import { describeFunction } from './operations/describe-function.ts';
import { describeKeyValueStore } from './operations/describe-key-value-store.ts';
import { getCachePolicyConfig } from './operations/get-cache-policy-config.ts';
import { getCachePolicy } from './operations/get-cache-policy.ts';
import { getCloudFrontOriginAccessIdentityConfig } from './operations/get-cloudfront-origin-access-identity-config.ts';
import { getCloudFrontOriginAccessIdentity } from './operations/get-cloudfront-origin-access-identity.ts';
import { getDistributionConfig } from './operations/get-distribution-config.ts';
import { getDistribution } from './operations/get-distribution.ts';
import { getFunction } from './operations/get-function.ts';
import { getInvalidation } from './operations/get-invalidation.ts';
import { getKeyGroupConfig } from './operations/get-key-group-config.ts';
import { getKeyGroup } from './operations/get-key-group.ts';
import { getOriginAccessControlConfig } from './operations/get-origin-access-control-config.ts';
import { getOriginAccessControl } from './operations/get-origin-access-control.ts';
import { getOriginRequestPolicyConfig } from './operations/get-origin-request-policy-config.ts';
import { getOriginRequestPolicy } from './operations/get-origin-request-policy.ts';
import { getPublicKeyConfig } from './operations/get-public-key-config.ts';
import { getPublicKey } from './operations/get-public-key.ts';
import { getResponseHeadersPolicyConfig } from './operations/get-response-headers-policy-config.ts';
import { getResponseHeadersPolicy } from './operations/get-response-headers-policy.ts';
import { listCachePolicies } from './operations/list-cache-policies.ts';
import { listCloudFrontOriginAccessIdentities } from './operations/list-cloudfront-origin-access-identities.ts';
import { listDistributions } from './operations/list-distributions.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listInvalidations } from './operations/list-invalidations.ts';
import { listKeyGroups } from './operations/list-key-groups.ts';
import { listKeyValueStores } from './operations/list-key-value-stores.ts';
import { listOriginAccessControls } from './operations/list-origin-access-controls.ts';
import { listOriginRequestPolicies } from './operations/list-origin-request-policies.ts';
import { listPublicKeys } from './operations/list-public-keys.ts';
import { listResponseHeadersPolicies } from './operations/list-response-headers-policies.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { publishFunction } from './operations/publish-function.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testFunction } from './operations/test-function.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateCachePolicy } from './operations/update-cache-policy.ts';
import { updateCloudFrontOriginAccessIdentity } from './operations/update-cloudfront-origin-access-identity.ts';
import { updateDistribution } from './operations/update-distribution.ts';
import { updateFunction } from './operations/update-function.ts';
import { updateKeyGroup } from './operations/update-key-group.ts';
import { updateKeyValueStore } from './operations/update-key-value-store.ts';
import { updateOriginAccessControl } from './operations/update-origin-access-control.ts';
import { updateOriginRequestPolicy } from './operations/update-origin-request-policy.ts';
import { updatePublicKey } from './operations/update-public-key.ts';
import { updateResponseHeadersPolicy } from './operations/update-response-headers-policy.ts';
import { withRequiredMembers } from './required-members.ts';

let loaded: ReturnType<typeof load> | undefined;
const load = async () => readModel(await import('@aws-sdk/client-cloudfront'));
const model = () => (loaded ??= load());

export const cloudfront = defineService({
  name: 'cloudfront',
  model,
  create: (kernel) => new CloudFront(kernel),
  close: (state) => state.close(),
  notes: {
    CreateDistribution: 'Certificates are not looked up; a web ACL is kept and filters nothing.',
    CopyDistribution:
      'The copy serves under its own domain; no continuous deployment policy sends it traffic.',
    CreateKeyValueStore: 'Pairs come from the import source; the data plane has an endpoint of its own.',
  },
  operations: withRequiredMembers<CloudFront>(model, {
    CopyDistribution: copyDistribution,
    CreateCachePolicy: createCachePolicy,
    CreateCloudFrontOriginAccessIdentity: createCloudFrontOriginAccessIdentity,
    CreateDistributionWithTags: createDistributionWithTags,
    CreateDistribution: createDistribution,
    CreateFunction: createFunction,
    CreateInvalidation: createInvalidation,
    CreateKeyGroup: createKeyGroup,
    CreateKeyValueStore: createKeyValueStore,
    CreateOriginAccessControl: createOriginAccessControl,
    CreateOriginRequestPolicy: createOriginRequestPolicy,
    CreatePublicKey: createPublicKey,
    CreateResponseHeadersPolicy: createResponseHeadersPolicy,
    DeleteCachePolicy: deleteCachePolicy,
    DeleteCloudFrontOriginAccessIdentity: deleteCloudFrontOriginAccessIdentity,
    DeleteDistribution: deleteDistribution,
    DeleteFunction: deleteFunction,
    DeleteKeyGroup: deleteKeyGroup,
    DeleteKeyValueStore: deleteKeyValueStore,
    DeleteOriginAccessControl: deleteOriginAccessControl,
    DeleteOriginRequestPolicy: deleteOriginRequestPolicy,
    DeletePublicKey: deletePublicKey,
    DeleteResponseHeadersPolicy: deleteResponseHeadersPolicy,
    DescribeFunction: describeFunction,
    DescribeKeyValueStore: describeKeyValueStore,
    GetCachePolicyConfig: getCachePolicyConfig,
    GetCachePolicy: getCachePolicy,
    GetCloudFrontOriginAccessIdentityConfig: getCloudFrontOriginAccessIdentityConfig,
    GetCloudFrontOriginAccessIdentity: getCloudFrontOriginAccessIdentity,
    GetDistributionConfig: getDistributionConfig,
    GetDistribution: getDistribution,
    GetFunction: getFunction,
    GetInvalidation: getInvalidation,
    GetKeyGroupConfig: getKeyGroupConfig,
    GetKeyGroup: getKeyGroup,
    GetOriginAccessControlConfig: getOriginAccessControlConfig,
    GetOriginAccessControl: getOriginAccessControl,
    GetOriginRequestPolicyConfig: getOriginRequestPolicyConfig,
    GetOriginRequestPolicy: getOriginRequestPolicy,
    GetPublicKeyConfig: getPublicKeyConfig,
    GetPublicKey: getPublicKey,
    GetResponseHeadersPolicyConfig: getResponseHeadersPolicyConfig,
    GetResponseHeadersPolicy: getResponseHeadersPolicy,
    ListCachePolicies: listCachePolicies,
    ListCloudFrontOriginAccessIdentities: listCloudFrontOriginAccessIdentities,
    ListDistributions: listDistributions,
    ListFunctions: listFunctions,
    ListInvalidations: listInvalidations,
    ListKeyGroups: listKeyGroups,
    ListKeyValueStores: listKeyValueStores,
    ListOriginAccessControls: listOriginAccessControls,
    ListOriginRequestPolicies: listOriginRequestPolicies,
    ListPublicKeys: listPublicKeys,
    ListResponseHeadersPolicies: listResponseHeadersPolicies,
    ListTagsForResource: listTagsForResource,
    PublishFunction: publishFunction,
    TagResource: tagResource,
    TestFunction: testFunction,
    UntagResource: untagResource,
    UpdateCachePolicy: updateCachePolicy,
    UpdateCloudFrontOriginAccessIdentity: updateCloudFrontOriginAccessIdentity,
    UpdateDistribution: updateDistribution,
    UpdateFunction: updateFunction,
    UpdateKeyGroup: updateKeyGroup,
    UpdateKeyValueStore: updateKeyValueStore,
    UpdateOriginAccessControl: updateOriginAccessControl,
    UpdateOriginRequestPolicy: updateOriginRequestPolicy,
    UpdatePublicKey: updatePublicKey,
    UpdateResponseHeadersPolicy: updateResponseHeadersPolicy,
  }),
});
