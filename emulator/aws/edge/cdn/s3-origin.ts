/**
 * A bucket as an origin. With an access control the request is CloudFront's own, made as the service principal
 * `cloudfront.amazonaws.com` for this distribution, and the bucket's policy decides; without one it is anonymous
 * (aws.md section A.15). It takes S3's own way through routing, decoding and encoding, so answers and refusals are S3's.
 */
import { Readable } from 'node:stream';
import { AwsError } from '../../kernel/aws-error.ts';
import { toRfc1123 } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { responseIds } from '../../kernel/response-ids.ts';
import type { Principal } from '../../kernel/scope.ts';
import { s3 as s3Service } from '../../services/s3/service.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { s3 as protocol } from '../../wire/s3.ts';
import type { OperationModel } from '../../wire/schema.ts';
import { collect, type OriginAnswer } from './origin-answer.ts';
import type { OriginRequest } from './origin-request.ts';

export interface BucketRequest {
  readonly bucket: string;
  readonly region: string;
  readonly request: OriginRequest;
  readonly body: Readable | undefined;
  readonly principal: Principal;
  readonly cause: Cause;
  /** Bodies up to this size are taken in whole. */
  readonly most: number;
}

/** The principal as which CloudFront reads for a distribution. */
export const cloudFrontPrincipal = (distributionArn: string, account: string): Principal => ({
  kind: 'service',
  service: 'cloudfront.amazonaws.com',
  sourceArn: distributionArn,
  sourceAccount: account,
});

/** The user as which an origin access identity, the older form, reads. */
export const identityPrincipal = (id: string): Principal => ({
  kind: 'user',
  accountId: 'cloudfront',
  accessKeyId: '',
  arn: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`,
  userId: id,
});

export async function requestBucket(kernel: Kernel, asked: BucketRequest): Promise<OriginAnswer> {
  const ids = responseIds('s3', kernel.ids);
  const { request } = asked;
  const wire = asWire(asked);
  let operation: OperationModel | undefined;
  let answer: WireResponse;
  try {
    operation = protocol.route(await s3Service.model(), wire);
    if (operation === undefined) throw methodNotAllowed();
    const input = await protocol.decode(operation, wire);
    const output = await kernel.ports.find('calls')!.invoke({
      service: 's3',
      operation: operation.name,
      input,
      principal: asked.principal,
      scope: { ...kernel.home, region: asked.region },
      cause: asked.cause,
    });
    answer = protocol.encode(operation, output, ids);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const meta = operation === undefined ? {} : { operation };
    answer = protocol.encodeError(error, { ...ids, ...meta, head: request.method === 'HEAD' });
  }
  answer.headers['date'] = toRfc1123(kernel.clock.now());
  answer.headers['server'] = 'AmazonS3';
  return asAnswer(answer, asked.most);
}

function asWire({ bucket, request, body }: BucketRequest): WireRequest {
  const { method, path, query, headers } = request;
  const source = body ?? Readable.from([], { objectMode: false });
  return {
    method,
    query,
    headers: { ...headers, host: 's3.amazonaws.com' },
    body: source,
    secure: true,
    path: `/${bucket}${path}`,
    sourceIp: '127.0.0.1',
    localAddress: '127.0.0.1',
  };
}

async function asAnswer({ status, headers, body }: WireResponse, most: number): Promise<OriginAnswer> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) flat[name] = String(value);
  const length = flat['content-length'] === undefined ? undefined : Number(flat['content-length']);
  if (body instanceof Readable) {
    return { status, headers: flat, setCookies: [], body: await collect(body, length, most) };
  }
  return { status, headers: flat, setCookies: [], body: Buffer.from(body ?? '') };
}

const methodNotAllowed = (): AwsError =>
  new AwsError({
    code: 'MethodNotAllowed',
    status: 405,
    message: 'The specified method is not allowed against this resource.',
  });
