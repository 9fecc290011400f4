/**
 * Buckets. A stack empties none: one that still holds objects stays, and the deletion fails. Gaps: `AccessControl` is
 * passed on as a canned ACL, which S3 refuses unless the bucket's ownership controls admit ACLs.
 */
import type { JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';
import { applySettings, SETTING_NAMES } from './s3-bucket-settings.ts';

export const s3Bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  properties: [...SETTING_NAMES, 'AccessControl', 'BucketName', 'ObjectLockEnabled'],
  createOnly: ['AccessControl', 'BucketName', 'ObjectLockEnabled'],
  named: 'BucketName',
  async create(properties, making) {
    const bucket = textOf(properties['BucketName'] ?? making.generatedName.toLowerCase());
    const { ObjectLockEnabled: locks, AccessControl: acl, OwnershipControls: ownership } = properties;
    const [rule] = ((ownership as JsonObject | undefined)?.['Rules'] ?? []) as JsonObject[];
    const elsewhere = making.region !== 'us-east-1';
    await making.invoke('s3', 'CreateBucket', {
      Bucket: bucket,
      ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: making.region } }),
      ...(locks !== undefined && { ObjectLockEnabledForBucket: locks }),
      ...(acl !== undefined && { ACL: cannedAcl(textOf(acl)), ObjectOwnership: rule?.['ObjectOwnership'] }),
    });
    making.exists(bucket);
    await applySettings(bucket, {}, properties, making);
    return {
      Arn: `arn:aws:s3:::${bucket}`,
      DomainName: `${bucket}.s3.amazonaws.com`,
      DualStackDomainName: `${bucket}.s3.dualstack.${making.region}.amazonaws.com`,
      RegionalDomainName: `${bucket}.s3.${making.region}.amazonaws.com`,
      WebsiteURL: `http://${bucket}.s3-website${elsewhere ? '.' : '-'}${making.region}.amazonaws.com`,
    };
  },
  async update({ physicalId, attributes, properties: before }, properties, making) {
    await applySettings(physicalId, before, properties, making);
    return attributes;
  },
  async delete(bucket, _, making) {
    await making.invoke('s3', 'DeleteBucket', { Bucket: bucket });
  },
};

/** `PublicReadWrite` is `public-read-write`. */
const cannedAcl = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
