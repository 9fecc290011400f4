/**
 * REST-XML as CloudFront speaks it: HTTP bindings, XML documents, errors wrapped in `ErrorResponse` (aws.md section
 * 0.2). S3 differs in nearly every point that this file decides; see s3.ts.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { Protocol } from './protocol.ts';
import { carriesBody, readInput, writeOutput } from './rest-bindings.ts';
import type { DocumentCodec } from './rest-bindings.ts';
import { labelsOf, routeRest } from './rest-router.ts';
import type { ServiceModel, StructureShape, XmlNamespace } from './schema.ts';
import { decodeStructure } from './xml-decode.ts';
import { encodeElement, PLAIN_XML, XML_DECLARATION } from './xml-encode.ts';
import { wrappedError } from './xml-error.ts';
import { readXml, XmlSyntaxError } from './xml-reader.ts';

/** One codec per service: documents carry its namespace. */
const codecs = new WeakMap<ServiceModel, DocumentCodec>();

function codecOf(service: ServiceModel): DocumentCodec {
  const known = codecs.get(service);
  if (known !== undefined) return known;
  const codec = xmlDocuments(namespaceOf(service));
  codecs.set(service, codec);
  return codec;
}

export const restXml: Protocol = {
  name: 'rest-xml',
  route: routeRest,

  decode(operation, request) {
    return readInput(operation, request, labelsOf(operation, request.path), codecOf(operation.service));
  },

  encode(operation, output, meta) {
    const { status, headers, body } = writeOutput(operation, output, meta.status, codecOf(operation.service));
    return {
      status,
      headers: { ...misspelled(headers), ...headers, 'x-amzn-requestid': meta.requestId, ...meta.headers },
      ...(body === undefined ? {} : { body }),
    };
  },

  encodeError(error, { requestId, service, head }) {
    const { status } = error;
    const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...error.headers };
    if (head === true || !carriesBody(status)) return { status, headers };
    return { status, headers, body: wrappedError(error, error.code, { requestId, service }) };
  },
};

/** CloudFront's UpdateFunction binds its ETag to a header `ETtag`; it sends both (aws.md section A.1). */
const misspelled = ({ ettag }: Readonly<Record<string, string>>): Record<string, string> =>
  ettag === undefined ? {} : { etag: ettag };

function xmlDocuments(xmlns: XmlNamespace | undefined): DocumentCodec {
  return {
    contentType: 'text/xml',
    readBody: decodeDocument,
    readPayload: (_, shape, content) => decodeDocument(shape, content),
    writeBody: (shape, members, value) =>
      XML_DECLARATION + encodeElement(shape.xmlName, shape, value, PLAIN_XML, { xmlns, members }),
    writePayload: (member, shape, value) =>
      XML_DECLARATION + encodeElement(member.payloadXmlName, shape, value, PLAIN_XML, { xmlns }),
    refuse: (member, text) =>
      new AwsError({
        code: 'InvalidArgument',
        status: 400,
        message: `The value '${text}' is not valid for ${member.name}.`,
      }),
  };
}

function decodeDocument(shape: StructureShape, content: Buffer): object {
  try {
    return decodeStructure(shape, readXml(content), { strict: false });
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformed() : error;
  }
}

const malformed = (): AwsError =>
  new AwsError({
    code: 'MalformedInput',
    status: 400,
    message: 'Could not parse XML',
  });

function namespaceOf({ traits }: ServiceModel): XmlNamespace | undefined {
  return traits.xmlNamespace === undefined ? undefined : { prefix: undefined, uri: traits.xmlNamespace };
}
