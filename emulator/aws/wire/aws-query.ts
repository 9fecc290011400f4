/**
 * The query protocol: `Action` and parameters in a form body or, for links such as SNS's confirmations, in the query
 * string; XML answers (aws.md section 0.2).
 */
import { contentIn, contentOf, isWhole } from './body.ts';
import type { WireRequest } from './message.ts';
import { queryCode } from './json-error.ts';
import type { Protocol } from './protocol.ts';
import { decodeQuery } from './query-decode.ts';
import { firstValue, parseQuery } from './query-string.ts';
import type { QueryParameters } from './query-string.ts';
import { encodeElement, PLAIN_XML, textElement } from './xml-encode.ts';
import { wrappedError } from './xml-error.ts';

const CONTENT_TYPE = 'text/xml';

/** A request to a queue's URL need not name the queue again (aws.md section C.1). */
const QUEUE_PATH = /^\/\d{12}\/[^/]+$/;

const urlOf = ({ secure, headers, path }: WireRequest): string =>
  `${secure ? 'https' : 'http'}://${headers['host']}${path}`;

export const awsQuery: Protocol = {
  name: 'aws-query',

  route(model, request) {
    return model.operations.get(firstValue(peekForm(request), 'Action') ?? '');
  },

  async decode({ input }, request) {
    if (input === undefined) return {};
    const form = request.method === 'GET' ? request.query : (await contentOf(request)).toString('utf8');
    const decoded = decodeQuery(input, parseQuery(form));
    const addressed = input.member('QueueUrl') !== undefined && QUEUE_PATH.test(request.path);
    return addressed ? { QueueUrl: urlOf(request), ...decoded } : decoded;
  },

  encode({ name, output: shape, service }, output, { requestId, status = 200, headers }) {
    const result = shape === undefined ? '' : encodeElement(`${name}Result`, shape, output, PLAIN_XML);
    const metadata = `<ResponseMetadata>${textElement('RequestId', requestId)}</ResponseMetadata>`;
    const root = `<${name}Response xmlns="${service.traits.xmlNamespace}">`;
    return {
      status,
      headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, ...headers },
      body: `${root}${result}${metadata}</${name}Response>`,
    };
  },

  encodeError(error, { requestId, service }) {
    return {
      status: error.status,
      headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, ...error.headers },
      body: wrappedError(error, queryCode(error, service), { requestId, service }),
    };
  },
};

const FORM = 'application/x-www-form-urlencoded';

/** The parameters of a query request; none of one whose body has not been read (body.ts, readWhole). */
export function peekForm(request: WireRequest): QueryParameters {
  if (request.method === 'GET') return parseQuery(request.query);
  if (!isWhole(request) || request.headers['content-type']?.startsWith(FORM) !== true) return [];
  return parseQuery(contentIn(request).toString('utf8'));
}
