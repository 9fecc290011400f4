/** The error documents of the XML protocols. */
import type { AwsError } from '../kernel/aws-error.ts';
import { errorModel } from './json-error.ts';
import type { ServiceModel } from './schema.ts';
import { encodeContent, PLAIN_XML, textElement, XML_DECLARATION } from './xml-encode.ts';

/** The error document of REST-XML and of query protocols. */
export function wrappedError(
  error: AwsError,
  code: string,
  { requestId, service }: { readonly requestId: string; readonly service: ServiceModel | undefined },
): string {
  const xmlns = service?.traits.xmlNamespace;
  const root = xmlns === undefined ? '<ErrorResponse>' : `<ErrorResponse xmlns="${xmlns}">`;
  const elements =
    textElement('Type', error.fault) +
    textElement('Code', code) +
    textElement('Message', error.message) +
    detailElements(error, service) +
    (service?.traits.errorDetail === true ? '<Detail/>' : '');
  return `${XML_DECLARATION}${root}<Error>${elements}</Error>${textElement('RequestId', requestId)}</ErrorResponse>`;
}

/** The error's details in their own order; those of its shape as the shape says, others as text. */
export function detailElements(error: AwsError, service: ServiceModel | undefined): string {
  const shape = errorModel(service, error.code)?.shape;
  let elements = '';
  for (const [name, value] of Object.entries(error.details)) {
    const member = shape?.member(name);
    if (member !== undefined) elements += encodeContent([member], error.details, PLAIN_XML);
    else if (value !== undefined && typeof value !== 'object') elements += textElement(name, String(value));
  }
  return elements;
}
