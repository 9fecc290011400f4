/**
 * AWS JSON 1.0 and 1.1: `POST /` with the operation in `X-Amz-Target` (aws.md sections 0.2 and E.1).
 *
 * DynamoDB adds a CRC-32 of the body to every answer, which its clients check, and refuses what is too large without a word.
 */
import { crc32 } from 'node:zlib';
import { contentIn, contentOf, isWhole } from './body.ts';
import { decodeJson } from './json-decode.ts';
import type { JsonDialect } from './json-decode.ts';
import { encodeJson } from './json-encode.ts';
import { errorFields, errorModel, errorType, queryErrorHeader } from './json-error.ts';
import { readTarget } from './json-target.ts';
import type { Protocol } from './protocol.ts';
import type { ServiceModel } from './schema.ts';
import type { ProtocolName } from './service-traits.ts';

export const awsJson10: Protocol = awsJson('aws-json-1.0', 'application/x-amz-json-1.0');
export const awsJson11: Protocol = awsJson('aws-json-1.1', 'application/x-amz-json-1.1');

function awsJson(name: ProtocolName, contentType: string): Protocol {
  const headersFor = (requestId: string, service: ServiceModel | undefined, body: string) => ({
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    ...(isDynamo(service) ? { 'x-amz-crc32': String(crc32(body)) } : {}),
  });

  return {
    name,

    route(model, request) {
      const { service, operation } = readTarget(request.headers['x-amz-target'] ?? '');
      return request.method === 'POST' && service === model.traits.target
        ? model.operations.get(operation)
        : undefined;
    },

    decode(operation, request) {
      const { input, service } = operation;
      if (input === undefined) return {};
      const dialect: JsonDialect = isDynamo(service) ? 'dynamodb' : 'modern';
      if (isWhole(request)) return decodeJson(input, contentIn(request), dialect);
      return contentOf(request).then((content) => decodeJson(input, content, dialect));
    },

    encode({ output: shape, service }, output, { requestId, status = 200, headers }) {
      const body = shape === undefined ? '' : encodeJson(shape.members, output);
      return { status, headers: { ...headersFor(requestId, service, body), ...headers }, body };
    },

    encodeError(error, { requestId, service }) {
      if (error.status === 413 && isDynamo(service)) return { status: 413, headers: {}, body: '' };
      const fields = errorFields(error, errorModel(service, error.code));
      const body = JSON.stringify({ __type: errorType(error, service), ...fields });
      const headers = {
        ...headersFor(requestId, service, body),
        ...queryErrorHeader(error, service),
        ...error.headers,
      };
      return { status: error.status, headers, body };
    },
  };
}

const isDynamo = (service: ServiceModel | undefined): boolean => service?.traits.signingName === 'dynamodb';
