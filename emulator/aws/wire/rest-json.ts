/**
 * REST-JSON as Lambda and API Gateway speak it: HTTP bindings, JSON documents, the error's name in `x-amzn-errortype`
 * (aws.md section 0.2) and its members in the order of their names, as Lambda's answers were recorded (aws.md section B.2).
 */
import { AwsError } from '../kernel/aws-error.ts';
import { decodeJson } from './json-decode.ts';
import { encodeJson } from './json-encode.ts';
import { errorFields, errorModel } from './json-error.ts';
import type { Protocol } from './protocol.ts';
import { carriesBody, readInput, writeHeaderMember, writeOutput } from './rest-bindings.ts';
import type { DocumentCodec } from './rest-bindings.ts';
import { labelsOf, routeRest } from './rest-router.ts';

const CONTENT_TYPE = 'application/json';

const jsonDocuments: DocumentCodec = {
  contentType: CONTENT_TYPE,
  readBody: (shape, content) => decodeJson(shape, content, 'modern'),
  readPayload: (_, shape, content) => decodeJson(shape, content, 'modern'),
  writeBody: (_, members, value) => encodeJson(members, value),
  writePayload: (_, shape, value) => encodeJson(shape.members, value),
  refuse: (member, text) =>
    new AwsError({
      code: 'SerializationException',
      status: 400,
      message: `The value '${text}' can not be converted for ${member.name}`,
    }),
};

export const restJson: Protocol = {
  name: 'rest-json',
  route: routeRest,

  decode(operation, request) {
    return readInput(operation, request, labelsOf(operation, request.path), jsonDocuments);
  },

  encode(operation, output, meta) {
    const { status, headers, body } = writeOutput(operation, output, meta.status, jsonDocuments);
    return {
      status,
      headers: { ...headers, 'x-amzn-requestid': meta.requestId, ...meta.headers },
      ...(body === undefined ? {} : { body }),
    };
  },

  encodeError(error, { requestId, service, head }) {
    const model = errorModel(service, error.code);
    const headers: Record<string, string> = {
      'content-type': CONTENT_TYPE,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    };
    for (const member of model?.shape.members ?? []) {
      const value: unknown = error.details[member.name];
      if (value !== undefined) writeHeaderMember(headers, member, value);
    }
    Object.assign(headers, error.headers);
    if (head === true || !carriesBody(error.status)) return { status: error.status, headers };
    const fields = Object.entries(errorFields(error, model)).toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    );
    return { status: error.status, headers, body: JSON.stringify(Object.fromEntries(fields)) };
  },
};
