/** Whatever botocore signs must verify: the AWS CLI and every Python program go through it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import { builtinCredentials } from './credentials.ts';
import { authenticatePost } from './post-policy.ts';
import { authenticateS3 } from './s3.ts';
import { urlRequest } from './testing/requests.ts';

interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface PresignedPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Runs a program with `client(service, **config)` and `sent(client, operation, **input)`, and reads what it prints. */
function python(program: string): unknown {
  const script = `
import boto3, json
from botocore.awsrequest import AWSResponse
from botocore.config import Config

def client(service, version=None, **more):
    return boto3.client(service, region_name='eu-west-1', endpoint_url='http://localhost:4566',
        aws_access_key_id='test', aws_secret_access_key='test',
        config=Config(signature_version=version, s3={'addressing_style': 'path'}), **more)

def sent(api, operation, **values):
    seen = []
    def stop(request, **_):
        seen.append(request)
        return AWSResponse(request.url, 500, {}, None)
    api.meta.events.register('before-send', stop)
    try: getattr(api, operation)(**values)
    except Exception: pass
    request = seen[0]
    text = lambda value: value.decode() if isinstance(value, bytes) else str(value)
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    return {'method': request.method, 'url': request.url, 'headers': headers, 'body': text(request.body or b'')}

${program}
`;
  return JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8' }));
}

const options = () => ({ now: Date.now(), region: 'eu-west-1', credentials: builtinCredentials() });
const requestOf = ({ method, url, headers }: SignedRequest) => urlRequest(method, url, headers);

const KEYS = ['cat.jpg', "a b+c/é/~!*()'.txt", 'k/%2F%25/日本/📷', 'dots/./and/../more//x', '?#&=;:@$,'];

test.each(['s3v4', 's3'])('signed S3 requests verify: signature version %s', (version) => {
  const requests = python(`
s3 = client('s3', ${JSON.stringify(version)})
keys = json.loads(${JSON.stringify(JSON.stringify(KEYS))})
print(json.dumps([sent(s3, 'put_object', Bucket='photos', Key=key, Body=b'hello', Metadata={'a': 'b  c'}, ContentType='text/plain') for key in keys]))`) as readonly SignedRequest[];
  expect(requests).toHaveLength(KEYS.length);
  for (const request of requests) {
    const { mechanism, principal } = authenticateS3(requestOf(request), options());
    expect(mechanism).toBe(version === 's3v4' ? 'header-v4' : 'header-v2');
    expect(principal).toMatchObject({ accountId: '000000000000' });
  }
});

test.each(['s3v4', 's3'])('requests about a bucket verify: signature version %s', (version) => {
  const requests = python(`
s3 = client('s3', ${JSON.stringify(version)})
print(json.dumps([sent(s3, operation, Bucket='photos') for operation in ['create_bucket', 'list_objects_v2', 'get_bucket_cors', 'delete_bucket']]))`) as readonly SignedRequest[];
  expect(requests).toHaveLength(4);
  for (const request of requests) {
    expect(new URL(request.url).pathname).toBe('/photos');
    const { mechanism } = authenticateS3(requestOf(request), options());
    expect(mechanism).toBe(version === 's3v4' ? 'header-v4' : 'header-v2');
  }
});

test.each(['s3v4', 's3'])('presigned S3 URLs verify: signature version %s', (version) => {
  const urls = python(`
s3 = client('s3', ${JSON.stringify(version)})
keys = json.loads(${JSON.stringify(JSON.stringify(KEYS))})
print(json.dumps([s3.generate_presigned_url('get_object', Params={'Bucket': 'photos', 'Key': key, 'ResponseContentType': 'a/b'}) for key in keys]))`) as readonly string[];
  expect(urls).toHaveLength(KEYS.length);
  for (const url of urls) {
    const { mechanism } = authenticateS3(urlRequest('GET', url), options());
    expect(mechanism).toBe(version === 's3v4' ? 'query-v4' : 'query-v2');
    expect(() => authenticateS3(urlRequest('DELETE', url), options())).toThrow('request signature');
  }
});

test.each(['s3v4', 's3'])('presigned uploads verify: signature version %s', (version) => {
  const { fields } = python(`
s3 = client('s3', ${JSON.stringify(version)})
print(json.dumps(s3.generate_presigned_post('photos', 'uploads/\${filename}', Conditions=[['content-length-range', 1, 9]])))`) as PresignedPost;
  const form = { fields: Object.entries(fields), filename: 'cat.jpg', bucket: 'photos' };
  const { authentication, limits } = authenticatePost(form, options());
  expect(authentication.mechanism).toBe('post');
  expect(limits).toEqual({ min: 1, max: 9 });
});

test('signed requests to other services verify', () => {
  const { sqs, lambda } = python(`
print(json.dumps({
  'sqs': sent(client('sqs'), 'send_message', QueueUrl='http://localhost:4566/000000000000/q', MessageBody='é'),
  'lambda': sent(client('lambda'), 'get_function', FunctionName='arn:aws:lambda:eu-west-1:000000000000:function:f'),
}))`) as Readonly<Record<'sqs' | 'lambda', SignedRequest>>;
  const verify = (request: SignedRequest, signingName: string) => {
    const digest = createHash('sha256').update(request.body).digest('hex');
    return authenticate({ signingName, family: 'rest-json' }, requestOf(request), digest, options())
      .mechanism;
  };
  expect(verify(sqs, 'sqs')).toBe('header-v4');
  expect(verify(lambda, 'lambda')).toBe('header-v4');
});
