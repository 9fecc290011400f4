/**
 * Routing of S3 requests by level, method and subresource, with S3's own refusals (s3.md section 1.4, measured
 * 2026-09): they come before the bucket is looked up, and after a bad signature.
 *
 * Gaps: an object's selectors at a bucket, but for `uploadId` and `partNumber`, answer MethodNotAllowed.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { WireRequest } from './message.ts';
import { firstValue, parseQuery } from './query-string.ts';
import type { QueryParameters } from './query-string.ts';
import type { OperationModel, ServiceModel } from './schema.ts';
import { s3Address } from './s3-addressing.ts';
import type { S3Address } from './s3-addressing.ts';
import { AT_KEYS, BUCKET, OBJECT, SERVICE, SUBRESOURCES } from './s3-subresources.ts';
import type { Methods } from './s3-subresources.ts';

/** The verbs that S3's HTTP front end parses at all. */
const VERBS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH']);

/**
 * The operation a request asks for; undefined when the model has no such operation.
 *
 * @throws AwsError MethodNotAllowed, InvalidArgument, InvalidRequest and the like
 */
export function routeS3(model: ServiceModel, request: WireRequest): OperationModel | undefined {
  if (!VERBS.has(request.method)) {
    throw refusal('BadRequest', 'An error occurred when parsing the HTTP request.');
  }
  if (isObjectLambdaAnswer(request)) return model.operations.get('WriteGetObjectResponse');
  const query = parseQuery(request.query);
  const operation = model.operations.get(operationName(request, s3Address(request), query) ?? '');
  if (operation !== undefined) checkVersionId(operation, query);
  return operation;
}

function operationName(request: WireRequest, address: S3Address, query: QueryParameters): string | undefined {
  if (address.bucket === undefined) return choose(SERVICE, 'SERVICE', request, query);
  const selector = selectorIn(query, address.key !== undefined);
  if (selector !== undefined) return subresourceOperation(selector, address, request, query);
  if (address.key !== undefined) return choose(OBJECT, 'OBJECT', request, query);
  if (firstValue(query, 'partNumber') !== undefined) {
    throw refusal('InvalidRequest', 'Object must have a valid key name.');
  }
  if (request.method === 'POST') throw notAForm();
  return choose(BUCKET, 'BUCKET', request, query);
}

/** Selectors are case-sensitive and their values ignored, but `website` must have none. */
function selectorIn(query: QueryParameters, atKey: boolean): string | undefined {
  if (query.length === 0) return undefined;
  const found = query.map(([name]) => name).filter((name) => isSelector(name, atKey));
  const selectors = [...new Set(found)];
  if (selectors.length > 1) {
    throw refusal(
      'InvalidArgument',
      `Conflicting query string parameters: ${selectors.toSorted().join(', ')}`,
      {
        ArgumentName: 'ResourceType',
        ArgumentValue: selectors.toSorted()[0],
      },
    );
  }
  if (selectors[0] === 'website') checkWebsite(query);
  return selectors[0];
}

function isSelector(name: string, atKey: boolean): boolean {
  if (!Object.hasOwn(SUBRESOURCES, name)) return false;
  return !atKey || SUBRESOURCES[name]?.object !== undefined || AT_KEYS.has(name);
}

function checkWebsite(query: QueryParameters): void {
  const value = firstValue(query, 'website');
  if (value === undefined || value === '') return;
  throw refusal('InvalidArgument', 'The website parameter must not have a value', {
    ArgumentName: 'website',
    ArgumentValue: value,
  });
}

function subresourceOperation(
  selector: string,
  { key }: S3Address,
  request: WireRequest,
  query: QueryParameters,
): string | undefined {
  const subresource = SUBRESOURCES[selector];
  if (subresource === undefined) return undefined;
  if (key === undefined && selector === 'uploadId')
    throw refusal('InvalidRequest', 'A key must be specified');
  if (key !== undefined && request.method === 'GET') refuseAtKey(selector);
  const methods = key === undefined ? subresource.bucket : (subresource.object ?? subresource.bucket);
  return choose(methods ?? {}, resourceType(selector, key), request, query);
}

function refuseAtKey(selector: string): void {
  if (selector === 'uploads') {
    throw refusal('InvalidRequest', 'Key is not expected for the GET method ?uploads subresource');
  }
  if (selector === 'versions') {
    throw refusal('InvalidRequest', 'There is no such thing as the ?versions sub-resource for a key');
  }
  if (selector === 'logging') {
    throw refusal('NoLoggingStatusForKey', 'There is no such thing as the ?logging sub-resource for a key');
  }
}

function resourceType(selector: string, key: string | undefined): string {
  if (selector === 'tagging' && key !== undefined) return 'OBJECT_TAGGING';
  if (selector === 'encryption' && key !== undefined) return 'OBJECT_ENCRYPTION';
  return SUBRESOURCES[selector]?.resourceType ?? 'OBJECT';
}

function choose(methods: Methods, type: string, request: WireRequest, query: QueryParameters): string {
  const choice = methods[request.method];
  if (choice === undefined) throw methodNotAllowed(request.method, type, methods);
  if (typeof choice === 'string') return choice;
  const { has, name, value: wanted, present, absent } = choice;
  const value = has === 'header' ? request.headers[name] : firstValue(query, name);
  return value === undefined || (wanted !== undefined && value !== wanted) ? absent : present;
}

function checkVersionId(operation: OperationModel, query: QueryParameters): void {
  const versionId = firstValue(query, 'versionId');
  if (versionId === undefined) return;
  const details = { ArgumentName: 'versionId', ArgumentValue: versionId };
  const accepts = operation.input?.members.some(
    ({ binding }) => binding.in === 'query' && binding.name === 'versionId',
  );
  if (accepts !== true) {
    throw refusal('InvalidArgument', 'This operation does not accept a version-id.', details);
  }
  if (versionId === '') throw refusal('InvalidArgument', 'Version id cannot be the empty string', details);
}

/** What a function behind an Object Lambda access point sends; its route is a header, not the host. */
const isObjectLambdaAnswer = ({ method, path, headers }: WireRequest): boolean =>
  method === 'POST' && path === '/WriteGetObjectResponse' && headers['x-amz-request-route'] !== undefined;

function methodNotAllowed(method: string, type: string, methods: Methods): AwsError {
  return new AwsError({
    code: 'MethodNotAllowed',
    status: 405,
    message: 'The specified method is not allowed against this resource.',
    details: { Method: method, ResourceType: type },
    headers: { allow: Object.keys(methods).join(', ') },
  });
}

const notAForm = (): AwsError =>
  new AwsError({
    code: 'PreconditionFailed',
    status: 412,
    message: 'At least one of the pre-conditions you specified did not hold',
    details: { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
  });

const refusal = (code: string, message: string, details: Record<string, string | undefined> = {}): AwsError =>
  new AwsError({ code, status: 400, message, details });
