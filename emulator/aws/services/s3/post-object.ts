/**
 * Uploads by HTML form: POST to a bucket, with a policy instead of a signed request.
 *
 * Evidence: fact sheet S3 §3 (recorded 2026-02). The order of checks is that of §3.2; the form's signature and policy
 * are `auth/post-policy.ts`'s affair. The object's type is the form's field, not the file part's.
 */
import { authenticatePost, requireSize, type PostAuthentication } from '../../auth/post-policy.ts';
import type { Interception } from '../../kernel/operation.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { escapeXml } from '../../wire/xml-encode.ts';
import { readXml, XmlSyntaxError } from '../../wire/xml-reader.ts';
import { newObjectAcl } from './acl.ts';
import { headerDemands } from './body-demands.ts';
import { addressedBucket, allowObject } from './bucket-access.ts';
import { headerOf } from './checksums.ts';
import { encryptionFor, encryptionMembers, etagFor, type EncryptionInput } from './encryption.ts';
import { malformedXml } from './errors.ts';
import { readFormData, type FormData } from './form-data.ts';
import { descriptionOf, type Description } from './metadata.ts';
import { checkedKey } from './object-key.ts';
import { protectionFor } from './object-lock.ts';
import { writeObject } from './object-write.ts';
import { quoted } from './object.ts';
import { receiveBody } from './received-body.ts';
import { requestTagContext } from './request-context.ts';
import type { S3 } from './s3.ts';
import { storageClassOf } from './storage-class.ts';
import { nonEmpty, objectTags } from './tagging.ts';

type Fields = Readonly<Record<string, string>>;

/** @throws AwsError everything that a form can be refused for */
export async function postObject(
  s3: S3,
  request: WireRequest,
  call: Interception,
  bucketName: string,
): Promise<WireResponse> {
  const form = await readFormData(request.body, request.headers['content-type'] ?? '');
  const { authentication, fields: posted, limits } = authenticated(s3, call, form, bucketName);
  call.becomes('PostObject', authentication);
  const fields: Fields = Object.fromEntries(posted);
  const bucket = addressedBucket(s3, call, bucketName);
  const key = checkedKey(fields['key']);
  const tags = tagsOf(fields['tagging']);
  allowObject(s3, call, bucket, key, 's3:PutObject', requestTagContext(tags));
  const acl = newObjectAcl(s3, call, bucket, key, { ACL: fields['acl'] });
  const storageClass = storageClassOf(fields['x-amz-storage-class']);
  const description = formDescription(fields);
  const { kept: encryption, key: customerKey } = encryptionFor(
    s3,
    call,
    bucket,
    key,
    encryptionFields(fields),
  );
  const demands = headerDemands(fields);
  const protection = protectionFor(s3, call, bucket, key, {}, demands);
  const { blob, md5, checksum } = await receiveBody(form.file, {
    call,
    demands,
    length: undefined,
    spelling: 'hex',
    key: customerKey,
  });
  const { version, VersionId, Expiration } = writeObject(s3, call, {
    bucket: bucket.name,
    draft: {
      key,
      modified: call.now,
      size: blob.size,
      storageClass,
      checksum,
      tags,
      encryption,
      protection,
      acl,
      etag: etagFor(s3, encryption, md5),
      ...description,
    },
    content: { blob },
    conditions: {},
    method: 'Post',
    before: () => requireSize(blob.size, limits),
  });
  const sse = encryptionMembers(encryption, customerKey);
  return answer(bucket.name, key, version.etag, fields, {
    etag: quoted(version.etag),
    [headerOf(checksum.algorithm)]: checksum.value,
    'x-amz-checksum-type': checksum.type,
    ...(sse.ServerSideEncryption && { [SSE]: sse.ServerSideEncryption }),
    ...(sse.SSEKMSKeyId && { [`${SSE}-aws-kms-key-id`]: sse.SSEKMSKeyId }),
    ...(sse.SSECustomerAlgorithm && { [`${SSE}-customer-algorithm`]: sse.SSECustomerAlgorithm }),
    ...(sse.SSECustomerKeyMD5 && { [`${SSE}-customer-key-md5`]: sse.SSECustomerKeyMD5 }),
    ...(VersionId !== undefined && { 'x-amz-version-id': VersionId }),
    ...(Expiration !== undefined && { 'x-amz-expiration': Expiration }),
  });
}

function authenticated(s3: S3, call: Interception, form: FormData, bucket: string): PostAuthentication {
  const signers = s3.kernel.ports.find('signers');
  if (signers === undefined) throw new Error('nobody told S3 whose signatures count');
  const { fields, filename } = form;
  const region = s3.buckets.find(bucket)?.region;
  return authenticatePost(
    { fields, filename, bucket },
    { now: call.now, credentials: signers, ...(region !== undefined && { region }) },
  );
}

const META = 'x-amz-meta-';

function formDescription(fields: Fields): Description {
  const metadata = Object.entries(fields).filter(([name]) => name.startsWith(META));
  return descriptionOf(
    {
      CacheControl: fields['cache-control'],
      ContentDisposition: fields['content-disposition'],
      ContentEncoding: fields['content-encoding'],
      ContentLanguage: fields['content-language'],
      ContentType: fields['content-type'],
      WebsiteRedirectLocation: fields['x-amz-website-redirect-location'],
      Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(META.length), value])),
    },
    fields['expires'],
  );
}

const SSE = 'x-amz-server-side-encryption';

const encryptionFields = (fields: Fields): EncryptionInput => ({
  ServerSideEncryption: fields[SSE],
  SSEKMSKeyId: fields[`${SSE}-aws-kms-key-id`],
  SSEKMSEncryptionContext: fields[`${SSE}-context`],
  SSECustomerAlgorithm: fields[`${SSE}-customer-algorithm`],
  SSECustomerKey: fields[`${SSE}-customer-key`],
  SSECustomerKeyMD5: fields[`${SSE}-customer-key-md5`],
});

/** What is XML but no tag set counts as none. */
function tagsOf(xml: string | undefined) {
  if (xml === undefined) return undefined;
  try {
    const root = readXml(Buffer.from(xml));
    const set = root.name === 'Tagging' ? root.children.find(({ name }) => name === 'TagSet') : undefined;
    const tags = (set?.children ?? []).map(({ children }) => {
      const text = (name: string): string => children.find((child) => child.name === name)?.text ?? '';
      return { Key: text('Key'), Value: text('Value') };
    });
    return nonEmpty(objectTags(tags));
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformedXml() : error;
  }
}

function answer(
  bucket: string,
  key: string,
  etag: string,
  fields: Fields,
  headers: Record<string, string>,
): WireResponse {
  const redirect = redirectTo(fields['success_action_redirect'] ?? fields['redirect'], bucket, key, etag);
  if (redirect !== undefined) return { status: 303, headers: { ...headers, location: redirect } };
  const location = `https://${bucket}.s3.amazonaws.com/${encodeURIComponent(key)}`;
  const located = { ...headers, location };
  switch (fields['success_action_status']) {
    case '200':
      return { status: 200, headers: located };
    case '201':
      return {
        status: 201,
        headers: { ...located, 'content-type': 'application/xml' },
        body: receipt(location, bucket, key, etag),
      };
    default:
      return { status: 204, headers: located };
  }
}

/** A browser is only sent where an absolute URL leads. */
function redirectTo(
  target: string | undefined,
  bucket: string,
  key: string,
  etag: string,
): string | undefined {
  if (target === undefined || !URL.canParse(target)) return undefined;
  const parameters = new URLSearchParams({ bucket, key, etag: quoted(etag) });
  return `${target}${target.includes('?') ? '&' : '?'}${parameters.toString()}`;
}

const receipt = (location: string, bucket: string, key: string, etag: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${escapeXml(location)}</Location><Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key><ETag>${escapeXml(quoted(etag))}</ETag></PostResponse>`;
