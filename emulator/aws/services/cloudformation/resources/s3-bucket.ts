/** Gaps: lifecycle and notification configurations, object lock and replication are refused as unknown properties. */
import type { JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';

export const s3Bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  properties: [
    'BucketEncryption',
    'BucketName',
    'CorsConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
    'VersioningConfiguration',
  ],
  async create(properties, making) {
    const bucket = textOf(properties['BucketName'] ?? making.generatedName.toLowerCase());
    const elsewhere = making.region !== 'us-east-1';
    await making.invoke('s3', 'CreateBucket', {
      Bucket: bucket,
      ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: making.region } }),
    });
    making.exists(bucket);
    await configure(bucket, properties, making);
    return {
      Arn: `arn:aws:s3:::${bucket}`,
      DomainName: `${bucket}.s3.amazonaws.com`,
      DualStackDomainName: `${bucket}.s3.dualstack.${making.region}.amazonaws.com`,
      RegionalDomainName: `${bucket}.s3.${making.region}.amazonaws.com`,
      WebsiteURL: `http://${bucket}.s3-website${elsewhere ? '.' : '-'}${making.region}.amazonaws.com`,
    };
  },
  async delete(bucket, _, making) {
    await making.invoke('s3', 'DeleteBucket', { Bucket: bucket });
  },
};

async function configure(Bucket: string, properties: JsonObject, making: Making): Promise<void> {
  const {
    BucketEncryption: encryption,
    CorsConfiguration: cors,
    OwnershipControls,
    PublicAccessBlockConfiguration,
    Tags: TagSet,
    VersioningConfiguration,
  } = properties;
  if (PublicAccessBlockConfiguration !== undefined) {
    await making.invoke('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration });
  }
  if (OwnershipControls !== undefined) {
    await making.invoke('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls });
  }
  if (VersioningConfiguration !== undefined) {
    await making.invoke('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration });
  }
  if (encryption !== undefined) {
    const { ServerSideEncryptionConfiguration: rules } = encryption as JsonObject;
    const Rules = (rules as readonly JsonObject[]).map(
      ({ ServerSideEncryptionByDefault: byDefault, ...rule }) => ({
        ...rule,
        ...(byDefault !== undefined && { ApplyServerSideEncryptionByDefault: byDefault }),
      }),
    );
    await making.invoke('s3', 'PutBucketEncryption', {
      Bucket,
      ServerSideEncryptionConfiguration: { Rules },
    });
  }
  if (cors !== undefined) {
    const { CorsRules: rules } = cors as JsonObject;
    const CORSRules = (rules as readonly JsonObject[]).map(
      ({ ExposedHeaders: ExposeHeaders, MaxAge: MaxAgeSeconds, Id: ID, ...rule }) => ({
        ...rule,
        ExposeHeaders,
        MaxAgeSeconds,
        ID,
      }),
    );
    await making.invoke('s3', 'PutBucketCors', { Bucket, CORSConfiguration: { CORSRules } });
  }
  if (TagSet !== undefined) await making.invoke('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}
