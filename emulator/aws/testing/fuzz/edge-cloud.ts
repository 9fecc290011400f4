/** A cloud with one of everything that end users reach: a CDN, function URLs, a website, a REST API in its three forms. */
import { generateKeyPairSync } from 'node:crypto';
import type { Lambda } from '@aws-sdk/client-lambda';
import type { Cloud } from '../../cloud.ts';
import { photosDistribution } from '../../edge/cdn/testing/viewer.ts';
import { deployApi, ECHO, proxyTo } from '../../edge/rest-api/testing/deployed-api.ts';
import { cloudFrontClient } from '../../services/cloudfront/testing/distributions.ts';
import { publishedFunction } from '../../services/cloudfront/testing/functions.ts';
import { photosClient } from '../../services/s3/testing/client.ts';
import { signHeaders } from '../signed-fetch.ts';
import { startFunction } from '../start-function.ts';
import type { EdgeRequest } from './edge-requests.ts';

const VIEWER = `function handler(event) {
  const request = event.request;
  if (request.querystring.to) request.uri = '/' + request.querystring.to.value;
  return request;
}`;
const JSON_TEMPLATE =
  '#set($body = $input.path("$"))#if($input.params("n") == "1"){"statusCode": 200}#else{"statusCode": 200, "b": "$util.escapeJavaScript($body)"}#end';

/** @returns good requests for all of it */
export async function openEdges(cloud: Cloud): Promise<readonly EdgeRequest[]> {
  return [
    ...(await openCdn(cloud)),
    ...(await openFunctionUrls(cloud)),
    ...(await openApi(cloud)),
    ...website(),
  ];
}

const get = (host: string, target: string, ...headers: [string, string][]): EdgeRequest => ({
  method: 'GET',
  host,
  target,
  headers,
  body: '',
});
const post = (host: string, target: string, body: string, type = 'application/json'): EdgeRequest => ({
  method: 'POST',
  host,
  target,
  headers: [['Content-Type', type]],
  body,
});

/** A distribution of a bucket that is a website too, with code at the edge and a part for signed URLs. */
async function openCdn(cloud: Cloud): Promise<EdgeRequest[]> {
  const s3 = await photosClient(cloud);
  const at = { Bucket: 'photos' };
  for (const Key of ['index.html', 'a/ä b.jpg', 'private/a.txt', 'a/index.html'])
    await s3.putObject({ ...at, Key, Body: `${Key} `.repeat(500), ContentType: 'text/html' });
  await s3.putBucketWebsite({
    ...at,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: 'error.html' },
      RoutingRules: [
        { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } },
        {
          Condition: { HttpErrorCodeReturnedEquals: '404' },
          Redirect: { HostName: 'x.y', ReplaceKeyWith: 'z' },
        },
      ],
    },
  });
  const client = cloudFrontClient(cloud);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { PublicKey } = await client.createPublicKey({
    PublicKeyConfig: {
      CallerReference: 'k',
      Name: 'k',
      EncodedKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    },
  });
  const keyId = PublicKey!.Id!;
  const { KeyGroup } = await client.createKeyGroup({ KeyGroupConfig: { Name: 'g', Items: [keyId] } });
  const FunctionARN = await publishedFunction(client, 'viewer', VIEWER);
  const behavior = {
    TargetOriginId: 'photos',
    ViewerProtocolPolicy: 'allow-all' as const,
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    Compress: true,
  };
  const { Id = '', DomainName = '' } = await photosDistribution(client, s3, {
    HttpVersion: 'http2',
    DefaultRootObject: 'index.html',
    DefaultCacheBehavior: {
      ...behavior,
      FunctionAssociations: { Quantity: 1, Items: [{ EventType: 'viewer-request', FunctionARN }] },
    },
    CacheBehaviors: {
      Quantity: 1,
      Items: [
        {
          ...behavior,
          PathPattern: 'private/*',
          TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [KeyGroup!.Id!] },
        },
      ],
    },
  });
  const policy =
    'eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNlIjoiaHR0cDovLyoiLCJDb25kaXRpb24iOnsiRGF0ZUxlc3NUaGFuIjp7IkFXUzpFcG9jaFRpbWUiOjE4OTM0NTYwMDB9fX1dfQ__';
  const local = `${Id.toLowerCase()}.cloudfront.localhost`;
  return [
    get(DomainName, '/'),
    get(
      local,
      '/a/%C3%A4%20b.jpg?a=b&to=c',
      ['Range', 'bytes=0-1,3-'],
      ['Accept-Encoding', 'gzip;q=0.5, br, *;q=0'],
    ),
    get(
      local,
      '/a/%C3%A4%20b.jpg',
      ['If-None-Match', 'W/"x", "y"'],
      ['If-Modified-Since', 'Thu, 26 Mar 2026 10:00:00 GMT'],
    ),
    get(
      local,
      '/x?b=1',
      ['Cookie', 'a=1; b="2"'],
      ['Origin', 'https://a.b'],
      ['Via', '1.1 a (CloudFront)'],
      ['X-Forwarded-For', '1.2.3.4, ::1'],
    ),
    get(DomainName, `/private/a.txt?Expires=1893456000&Signature=ab~-c__&Key-Pair-Id=${keyId}`),
    get(
      DomainName,
      `/private/a.txt?Policy=${policy}&Signature=ab~-c__&Key-Pair-Id=${keyId}&Hash-Algorithm=SHA256`,
    ),
    get(DomainName, '/private/a.txt', [
      'Cookie',
      `CloudFront-Policy=${policy}; CloudFront-Signature=a; CloudFront-Key-Pair-Id=${keyId}`,
    ]),
    get('localhost', `/_safelight/cdn/${Id}/a/index.html?x=%20`, ['X-Safelight-Viewer', 'eu-central-1']),
  ];
}

async function openFunctionUrls(cloud: Cloud): Promise<EdgeRequest[]> {
  const { lambda } = await startFunction(
    cloud,
    'exports.handler = async (event) => event.headers["x-answer"] ? JSON.parse(event.headers["x-answer"]) : event;',
    { FunctionName: 'open' },
  );
  const host = await urlOf(lambda, 'open', 'NONE');
  await startFunction(cloud, 'exports.handler = async () => "x";', { FunctionName: 'signed' });
  const signed = await urlOf(lambda, 'signed', 'AWS_IAM');
  const { host: _, ...headers } = await signHeaders(`https://${signed}/`, {
    service: 'lambda',
    at: cloud.clock.now(),
  });
  return [
    get(
      host,
      '/a/%20b?c=d&c=e&f',
      ['Cookie', 'a=1; b=2'],
      ['X-Amzn-Trace-Id', 'Root=1-5e1b4151-5ac6c58f3a8b1a2b3c4d5e6f;Sampled=1'],
    ),
    get(host, '/', [
      'X-Answer',
      '{"statusCode":201,"headers":{"a":"b","c":1},"cookies":["d=e"],"body":"YQ==","isBase64Encoded":true}',
    ]),
    post(host, '/x', '{"a":1}'),
    post(host, '/x', '\u00ff\u0000binary', 'application/octet-stream'),
    {
      method: 'OPTIONS',
      host,
      target: '/',
      headers: [
        ['Origin', 'https://a.b'],
        ['Access-Control-Request-Method', 'PUT'],
        ['Access-Control-Request-Headers', 'x-a, x-b'],
      ],
      body: '',
    },
    get(signed, '/', ...Object.entries(headers)),
  ];
}

async function urlOf(lambda: Lambda, FunctionName: string, AuthType: 'NONE' | 'AWS_IAM'): Promise<string> {
  const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
    FunctionName,
    AuthType,
    Cors: { AllowOrigins: ['https://a.b'], AllowMethods: ['GET', 'PUT'], AllowHeaders: ['x-a'], MaxAge: 5 },
  });
  const anybody = { FunctionName, Principal: '*' };
  await lambda.addPermission({
    ...anybody,
    StatementId: 'url',
    Action: 'lambda:InvokeFunctionUrl',
    FunctionUrlAuthType: AuthType,
  });
  await lambda.addPermission({
    ...anybody,
    StatementId: 'invoke',
    Action: 'lambda:InvokeFunction',
    InvokedViaFunctionUrl: true,
  });
  return new URL(FunctionUrl).host;
}

async function openApi(cloud: Cloud): Promise<EdgeRequest[]> {
  const echo = await proxyTo(cloud, 'echo', ECHO);
  const { id } = await deployApi(
    cloud,
    [
      {
        path: '/mock/{id}',
        method: 'POST',
        integration: { requestTemplates: { 'application/json': JSON_TEMPLATE } },
      },
      { path: '/{proxy+}', method: 'ANY', integration: echo },
    ],
    { binaryMediaTypes: ['image/*'] },
  );
  return [`/restapis/${id}/dev/_user_request_`, `/_aws/execute-api/${id}/dev`, '/dev'].flatMap((base) => {
    const host = base === '/dev' ? `${id}.execute-api.us-east-1.amazonaws.com` : 'localhost';
    return [
      get(host, `${base}/a%2Fb/c?d=e&d=f&__proto__=g`, ['Accept', 'image/png, */*;q=0.1'], ['Cookie', 'a=b']),
      post(host, `${base}/mock/7?n=2`, '{"a":[1,{"b":"c"}]}'),
      post(host, `${base}/photo`, '\u00ff\u00d8\u00ff', 'image/jpeg'),
    ];
  });
}

function website(): EdgeRequest[] {
  return ['photos.s3-website-us-east-1.amazonaws.com', 'photos.s3-website.localhost'].flatMap((host) => [
    get(host, '/', ['Range', 'bytes=-5']),
    get(host, '/a'),
    get(host, '/old/%C3%A4?x', ['If-None-Match', '*']),
    get(host, '/none', ['If-Unmodified-Since', 'Thu, 26 Mar 2026 10:00:00 GMT']),
  ]);
}
