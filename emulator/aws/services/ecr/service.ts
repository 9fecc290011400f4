/** ECR as a service of the cloud. */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { Ecr } from './ecr.ts';
import { createRepository } from './operations/create-repository.ts';
import { deleteLifecyclePolicy } from './operations/delete-lifecycle-policy.ts';
import { deleteRepository } from './operations/delete-repository.ts';
import { deleteRepositoryPolicy } from './operations/delete-repository-policy.ts';
import { describeRepositories } from './operations/describe-repositories.ts';
import { getLifecyclePolicy } from './operations/get-lifecycle-policy.ts';
import { getRepositoryPolicy } from './operations/get-repository-policy.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putImageScanningConfiguration } from './operations/put-image-scanning-configuration.ts';
import { putImageTagMutability } from './operations/put-image-tag-mutability.ts';
import { putLifecyclePolicy } from './operations/put-lifecycle-policy.ts';
import { setRepositoryPolicy } from './operations/set-repository-policy.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

export const ecr = defineService({
  name: 'ecr',
  model: async () => readModel(await import('@aws-sdk/client-ecr')),
  create: (kernel) => new Ecr(kernel),
  operations: {
    CreateRepository: createRepository,
    DeleteLifecyclePolicy: deleteLifecyclePolicy,
    DeleteRepository: deleteRepository,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DescribeRepositories: describeRepositories,
    GetLifecyclePolicy: getLifecyclePolicy,
    GetRepositoryPolicy: getRepositoryPolicy,
    ListTagsForResource: listTagsForResource,
    PutImageScanningConfiguration: putImageScanningConfiguration,
    PutImageTagMutability: putImageTagMutability,
    PutLifecyclePolicy: putLifecyclePolicy,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  notes: {
    PutImageScanningConfiguration: { stored: 'there are no images to scan' },
    PutImageTagMutability: { stored: 'there are no images to tag' },
    PutLifecyclePolicy: { stored: 'there are no images to expire' },
  },
});
