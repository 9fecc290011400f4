/**
 * The pages that a website endpoint shows instead of XML.
 * Evidence: fact sheet S3 §11.14, to the byte; the `x-amz-error-…` headers: "Website endpoints" (User Guide), 2026-11.
 */
import type { AwsError, ErrorDetails } from '../../kernel/aws-error.ts';
import type { ResponseIds } from '../../kernel/response-ids.ts';
import type { WireResponse } from '../../wire/message.ts';
import { escapeXml } from '../../wire/xml-encode.ts';

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** @param document what went wrong with the website's own error document, if it has one that was not there */
export function errorPage(error: AwsError, ids: ResponseIds, document?: AwsError): WireResponse {
  const title = `${error.status} ${REASONS[error.status] ?? error.code}`;
  const details = { Code: error.code, Message: error.message, ...error.details };
  const items = list({ ...details, RequestId: ids.requestId, HostId: ids.hostId });
  const second =
    document === undefined
      ? ''
      : `<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n${list({ Code: document.code, Message: document.message, ...document.details })}`;
  return {
    status: error.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'x-amz-error-code': error.code,
      'x-amz-error-message': error.message,
      ...detailHeaders(error),
      ...error.headers,
    },
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${items}${second}<hr/>\n</body>\n</html>\n`,
  };
}

function list(items: ErrorDetails): string {
  const lines = Object.entries(items)
    .filter((item): item is [string, string | number] => item[1] !== undefined && typeof item[1] !== 'object')
    .map(([name, value]) => `<li>${name}: ${escapeXml(String(value))}</li>\n`);
  return `<ul>\n${lines.join('')}</ul>\n`;
}

const detailHeaders = ({ details }: AwsError): Record<string, string> =>
  Object.fromEntries(
    Object.entries(details)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, value]) => [`x-amz-error-detail-${name.toLowerCase()}`, encodeURI(value)]),
  );
