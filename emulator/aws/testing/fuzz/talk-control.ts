/** Keys, identities, APIs, distributions, functions. */
import { APIGateway } from '@aws-sdk/client-api-gateway';
import { CloudFront } from '@aws-sdk/client-cloudfront';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { Lambda } from '@aws-sdk/client-lambda';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { STS } from '@aws-sdk/client-sts';
import { bucketConfig } from '../../services/cloudfront/testing/distributions.ts';
import { ROLE, zip } from '../zip.ts';
import { POLICY } from './sample-policy.ts';
import type { TalkConfig } from './talk-config.ts';

export async function talkKeys(config: TalkConfig): Promise<void> {
  const kms = new KMS(config);
  const { KeyMetadata } = await kms.createKey({});
  const KeyId = KeyMetadata?.KeyId;
  await kms.putKeyPolicy({
    KeyId,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::000000000000:root' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    }),
  });
  const { CiphertextBlob } = await kms.encrypt({
    KeyId,
    Plaintext: Buffer.from('x'),
    EncryptionContext: { a: 'b' },
  });
  await kms.decrypt({ CiphertextBlob, EncryptionContext: { a: 'b' } });
  const secrets = new SecretsManager(config);
  await secrets.createSecret({ Name: 's', SecretString: '{"a":1}' });
  await secrets.getRandomPassword({ PasswordLength: 9, ExcludeCharacters: 'abc' });
  const iam = new IAM(config);
  await iam.createRole({
    RoleName: 'r',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com', AWS: '*' },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
  });
  await iam.putRolePolicy({
    RoleName: 'r',
    PolicyName: 'p',
    PolicyDocument: POLICY.replace('"Principal":{"AWS":"*"},', ''),
  });
  await iam.simulateCustomPolicy({
    PolicyInputList: [POLICY.replace('"Principal":{"AWS":"*"},', '')],
    ActionNames: ['s3:GetObject'],
    ResourceArns: ['arn:aws:s3:::photos/a'],
  });
  await new STS(config).assumeRole({
    RoleArn: 'arn:aws:iam::000000000000:role/r',
    RoleSessionName: 'session',
    Policy: POLICY.replace('"Principal":{"AWS":"*"},', ''),
  });
}

export async function talkApis(config: TalkConfig): Promise<void> {
  const gateway = new APIGateway(config);
  const { id: restApiId, rootResourceId: resourceId } = await gateway.createRestApi({ name: 'a' });
  const at = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.putMethod({
    ...at,
    authorizationType: 'NONE',
    requestParameters: { 'method.request.querystring.a': true },
  });
  await gateway.putIntegration({
    ...at,
    type: 'MOCK',
    requestTemplates: {
      'application/json': '#set($a = $input.path(\'$.a\'))#foreach($x in $a)$x#end{"statusCode": 200}',
    },
    requestParameters: { 'integration.request.querystring.b': 'method.request.querystring.a' },
  });
  await gateway.putMethodResponse({
    ...at,
    statusCode: '200',
    responseParameters: { 'method.response.header.x': true },
  });
  await gateway.putIntegrationResponse({
    ...at,
    statusCode: '200',
    selectionPattern: '2\\d\\d',
    responseParameters: { 'method.response.header.x': "'y'" },
  });
  await gateway.updateRestApi({ restApiId, patchOperations: [{ op: 'replace', path: '/name', value: 'b' }] });
  const cloudfront = new CloudFront(config);
  const { Distribution, ETag } = await cloudfront.createDistribution({ DistributionConfig: bucketConfig() });
  await cloudfront.updateDistribution({
    Id: Distribution!.Id,
    IfMatch: ETag,
    DistributionConfig: { ...bucketConfig(), CacheBehaviors: { Quantity: 0 }, Comment: 'x' },
  });
  await cloudfront.createCachePolicy({
    CachePolicyConfig: {
      Name: 'p',
      MinTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['x'] } },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    },
  });
  await cloudfront.createInvalidation({
    DistributionId: Distribution!.Id,
    InvalidationBatch: { CallerReference: 'x', Paths: { Quantity: 1, Items: ['/a*'] } },
  });
  const lambda = new Lambda(config);
  await lambda.createFunction({
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': 'exports.handler = async () => 1;' }) },
    Environment: { Variables: { A: 'b' } },
  });
  await lambda.publishVersion({ FunctionName: 'f' });
  await lambda.createAlias({
    FunctionName: 'f',
    Name: 'a',
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: {} },
  });
  await lambda.addPermission({
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:aws:s3:::photos',
  });
}
