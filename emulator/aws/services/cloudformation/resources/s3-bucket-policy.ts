import { textOf, type ResourceType } from './resource-type.ts';

export const s3BucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  required: ['Bucket', 'PolicyDocument'],
  createOnly: ['Bucket'],
  async create({ Bucket, PolicyDocument: Policy }, making) {
    await making.invoke('s3', 'PutBucketPolicy', { Bucket, Policy });
    making.exists(textOf(Bucket));
    return {};
  },
  async update({ attributes }, { Bucket, PolicyDocument: Policy }, making) {
    await making.invoke('s3', 'PutBucketPolicy', { Bucket, Policy });
    return attributes;
  },
  async delete(Bucket, _, making) {
    await making.invoke('s3', 'DeleteBucketPolicy', { Bucket });
  },
};
