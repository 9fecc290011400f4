/** Function URLs as AWS shows them, and the rules that their operations share. */
import type { FunctionUrlConfig } from '@aws-sdk/client-lambda';
import { toIso } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { Constraints } from './constraints.ts';
import { notFound, resourceNotFound } from './errors.ts';
import { functionArn, LATEST } from './function-reference.ts';
import type { FunctionUrl } from './function-urls.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';
import { refer } from './named-function.ts';

interface UrlRequest {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
  readonly AuthType?: string | undefined;
  readonly InvokeMode?: string | undefined;
}

/** The part of the host that stands after the id: `lambda-url.us-east-1.on.aws`, at this cloud's own address. */
function urlOf(call: Call, fn: LambdaFunction, urlId: string): string {
  const { port } = new URL(call.kernel.endpoint());
  return `http://${urlId}.lambda-url.${fn.scope.region}.localhost:${port}/`;
}

export function functionUrlOutput(call: Call, fn: LambdaFunction, url: FunctionUrl) {
  return {
    FunctionUrl: urlOf(call, fn, url.urlId),
    FunctionArn: functionArn(fn, url.qualifier === LATEST ? undefined : url.qualifier),
    AuthType: url.authType,
    Cors: url.cors,
    CreationTime: toIso(url.createdAt),
    LastModifiedTime: toIso(url.modifiedAt),
    InvokeMode: url.invokeMode,
  } satisfies FunctionUrlConfig;
}

/** @throws AwsError ValidationException */
function checkUrlRequest(input: UrlRequest): void {
  new Constraints()
    .pattern(input.Qualifier, 'qualifier', '(?!^\\d+$)^[0-9a-zA-Z-_]+$')
    .oneOf(input.AuthType, 'authType', ['NONE', 'AWS_IAM'])
    .oneOf(input.InvokeMode, 'invokeMode', ['RESPONSE_STREAM', 'BUFFERED'])
    .check();
}

/** @throws AwsError ResourceNotFoundException for an unknown function or alias */
export function functionForUrl(
  lambda: Lambda,
  call: Call,
  input: UrlRequest,
): { readonly fn: LambdaFunction; readonly qualifier: string } {
  checkUrlRequest(input);
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier);
  const { qualifier = LATEST } = reference;
  const fn = lambda.functions.find(reference);
  if (fn === undefined || (qualifier !== LATEST && lambda.aliases.find(fn, qualifier) === undefined)) {
    throw notFound('Function does not exist');
  }
  return { fn, qualifier };
}

/** @throws AwsError ResourceNotFoundException when there is no such URL */
export function existingUrl(
  lambda: Lambda,
  call: Call,
  input: UrlRequest,
): { readonly fn: LambdaFunction; readonly url: FunctionUrl } {
  checkUrlRequest(input);
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier);
  const fn = lambda.functions.find(reference);
  const url = fn && lambda.urls.find(fn, reference.qualifier);
  if (fn === undefined || url === undefined) throw resourceNotFound();
  return { fn, url };
}
