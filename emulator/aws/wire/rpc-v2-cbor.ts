/**
 * Smithy RPC v2 CBOR, CloudWatch's third protocol: `POST …/service/<Service>/operation/<Operation>`, CBOR both ways, and
 * the `Smithy-Protocol` header, without which clients throw the answer away (aws.md section 0.2).
 */
import { AwsError } from '../kernel/aws-error.ts';
import { contentOf } from './body.ts';
import { CborSyntaxError, readCbor } from './cbor-decode.ts';
import { encodeCbor, encodeCborFields } from './cbor-encode.ts';
import { errorFields, errorModel, errorType, queryErrorHeader } from './json-error.ts';
import type { Protocol } from './protocol.ts';
import { setMember } from './record.ts';
import type { Shape, StructureShape } from './schema.ts';

const ROUTE = /\/service\/([^/]+)\/operation\/([^/]+)$/;

const headersFor = (requestId: string) => ({
  'content-type': 'application/cbor',
  'smithy-protocol': 'rpc-v2-cbor',
  'x-amzn-requestid': requestId,
});

export const rpcV2Cbor: Protocol = {
  name: 'rpc-v2-cbor',

  route(model, request) {
    const [, service, operation = ''] = ROUTE.exec(request.path) ?? [];
    const ambiguous = request.headers['x-amz-target'] !== undefined;
    return request.method === 'POST' && service === model.traits.target && !ambiguous
      ? model.operations.get(operation)
      : undefined;
  },

  async decode({ input }, request) {
    if (input === undefined) return {};
    const content = await contentOf(request);
    return content.length === 0 ? {} : structure(input, parse(content));
  },

  encode({ output: shape }, output, { requestId, status = 200, headers }) {
    return {
      status,
      headers: { ...headersFor(requestId), ...headers },
      ...(shape === undefined ? {} : { body: encodeCbor(shape.members, output) }),
    };
  },

  encodeError(error, { requestId, service }) {
    const fields = errorFields(error, errorModel(service, error.code));
    return {
      status: error.status,
      headers: { ...headersFor(requestId), ...queryErrorHeader(error, service), ...error.headers },
      body: encodeCborFields({ __type: errorType(error, service), ...fields }),
    };
  },
};

function parse(content: Buffer): unknown {
  try {
    return readCbor(content);
  } catch (error) {
    throw error instanceof CborSyntaxError ? refusal(error.message) : error;
  }
}

function structure(shape: StructureShape, value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('Expected a map.');
  const fields = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const { name, shape: member } of shape.members) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field !== undefined && field !== null) result[name] = valueOf(member, field, name);
  }
  return result;
}

function valueOf(shape: Shape, value: unknown, name: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return structure(shape, value);
    case 'list':
      if (!Array.isArray(value)) break;
      return value.filter((item) => item !== null).map((item) => valueOf(shape.element.shape, item, name));
    case 'map': {
      const map: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value as object)) {
        if (item !== null) setMember(map, key, valueOf(shape.value.shape, item, name));
      }
      return map;
    }
    case 'timestamp':
      if (typeof (value as { getTime?: unknown }).getTime === 'function') return value;
      break;
    case 'blob':
      if (value instanceof Uint8Array) return value;
      break;
    case 'number':
      if (typeof value === 'bigint') return Number(value);
      if (typeof value === 'number') return value;
      break;
    case 'string':
    case 'boolean':
      if (typeof value === shape.kind) return value;
  }
  throw refusal(`The value of ${name} does not have its type.`);
}

const refusal = (message: string): AwsError =>
  new AwsError({ code: 'SerializationException', status: 400, message });
