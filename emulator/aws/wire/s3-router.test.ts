import * as client from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { AwsError } from '../kernel/aws-error.ts';
import { routeS3 } from './s3-router.ts';
import { readModel } from './schema.ts';
import { rawRequest } from './testing/requests.ts';
import type { RequestParts } from './testing/requests.ts';

const model = readModel(client);

const routed = (parts: RequestParts): string | undefined => routeS3(model, rawRequest(parts))?.name;

function refused(parts: RequestParts): Partial<AwsError> {
  try {
    routed(parts);
  } catch (error) {
    const { code, status, message, details, headers } = error as AwsError;
    return { code, status, message, details, headers };
  }
  return {};
}

test.each([
  ['GET', '/', '', 'ListBuckets'],
  ['GET', '/b', '', 'ListObjects'],
  ['GET', '/b', 'list-type=2&prefix=acl', 'ListObjectsV2'],
  ['GET', '/b', 'cors=', 'GetBucketCors'],
  ['GET', '/b', 'Cors', 'ListObjects'],
  ['GET', '/b', 'unknown=1', 'ListObjects'],
  ['GET', '/b', 'website', 'GetBucketWebsite'],
  ['GET', '/b', 'list-type=1', 'ListObjects'],
  ['GET', '/b', 'analytics&id=1', 'GetBucketAnalyticsConfiguration'],
  ['GET', '/b', 'analytics', 'ListBucketAnalyticsConfigurations'],
  ['GET', '/b/k', 'partNumber=1', 'GetObject'],
  ['GET', '/b/k', 'x-id=PutObject', 'GetObject'],
  ['GET', '/b/k', 'uploadId=u', 'ListParts'],
  ['PUT', '/b/k', 'partNumber=1&uploadId=u', 'UploadPart'],
  ['POST', '/b/k', 'uploads', 'CreateMultipartUpload'],
  ['POST', '/b', 'delete', 'DeleteObjects'],
  ['HEAD', '/b//', '', 'HeadObject'],
  ['GET', '/b/k', 'cors', 'GetBucketCors'],
  ['PUT', '/b/k', 'versioning', 'PutBucketVersioning'],
  ['POST', '/b/k', 'delete', 'DeleteObjects'],
  ['GET', '/b/k', 'publicAccessBlock', 'GetObject'],
])('%s %s?%s is %s', (method, path, query, operation) => {
  expect(routed({ method, path, query })).toBe(operation);
});

test('a copy source makes a PUT a copy', () => {
  const headers = { 'x-amz-copy-source': 'b/other' };
  expect(routed({ method: 'PUT', path: '/b/k', headers })).toBe('CopyObject');
  expect(routed({ method: 'PUT', path: '/b/k', query: 'partNumber=1&uploadId=u', headers })).toBe(
    'UploadPartCopy',
  );
});

test('two subresources conflict, named in alphabetical order', () => {
  expect(refused({ path: '/b', query: 'policy&acl' })).toMatchObject({
    code: 'InvalidArgument',
    status: 400,
    message: 'Conflicting query string parameters: acl, policy',
    details: { ArgumentName: 'ResourceType', ArgumentValue: 'acl' },
  });
});

test('the same subresource given twice is one', () => {
  expect(routed({ path: '/b', query: 'acl&acl=1' })).toBe('GetBucketAcl');
});

test.each([
  ['DELETE', '/', '', 'SERVICE', 'GET'],
  ['PATCH', '/b/k', '', 'OBJECT', 'GET, HEAD, PUT, DELETE'],
  ['POST', '/b/k', '', 'OBJECT', 'GET, HEAD, PUT, DELETE'],
  ['POST', '/b', 'acl', 'ACL', 'GET, PUT'],
  ['HEAD', '/b', 'acl', 'ACL', 'GET, PUT'],
  ['DELETE', '/b', 'location', 'LOCATION', 'GET'],
  ['POST', '/b/k', 'tagging', 'OBJECT_TAGGING', 'GET, PUT, DELETE'],
])('%s %s?%s is not allowed', (method, path, query, type, allow) => {
  expect(refused({ method, path, query })).toEqual({
    code: 'MethodNotAllowed',
    status: 405,
    message: 'The specified method is not allowed against this resource.',
    details: { Method: method, ResourceType: type },
    headers: { allow },
  });
});

test.each([
  [
    { path: '/b/k', query: 'uploads' },
    'InvalidRequest',
    'Key is not expected for the GET method ?uploads subresource',
  ],
  [
    { path: '/b/k', query: 'versions' },
    'InvalidRequest',
    'There is no such thing as the ?versions sub-resource for a key',
  ],
  [
    { path: '/b/k', query: 'logging' },
    'NoLoggingStatusForKey',
    'There is no such thing as the ?logging sub-resource for a key',
  ],
  [{ path: '/b', query: 'website=x' }, 'InvalidArgument', 'The website parameter must not have a value'],
  [{ path: '/b', query: 'uploadId=u' }, 'InvalidRequest', 'A key must be specified'],
  [{ path: '/b', query: 'partNumber=1' }, 'InvalidRequest', 'Object must have a valid key name.'],
  [
    { path: '/b', query: 'acl&versionId=v' },
    'InvalidArgument',
    'This operation does not accept a version-id.',
  ],
  [{ path: '/b/k', query: 'versionId=' }, 'InvalidArgument', 'Version id cannot be the empty string'],
  [{ method: 'TRACE', path: '/b' }, 'BadRequest', 'An error occurred when parsing the HTTP request.'],
])('%o is refused', (parts, code, message) => {
  expect(refused(parts)).toMatchObject({ code, status: 400, message });
});

test('a bucket is posted to with forms only', () => {
  expect(refused({ method: 'POST', path: '/b' })).toMatchObject({
    code: 'PreconditionFailed',
    status: 412,
    details: { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
  });
});
