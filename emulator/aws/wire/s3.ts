/**
 * S3's REST-XML. The model's HTTP bindings hold, but S3 has its own addressing, routing and refusals, checks documents
 * against their schema, does not wrap errors, and leaves Content-Type out where other services set it.
 *
 * Evidence: s3.md sections 1, 5, 6 and 13, measured on S3 in September 2026 and February 2026. Encryption headers where
 * there is nothing to encrypt: answers of S3 in s3tools/s3cmd#146 (2013) and ClickHouse/ClickHouse#64570 (2024). Quotes
 * in messages: minio-go 7.4.1 expects them of a refused POST policy of S3; answers about `"&lt;YOUR-AKID&gt;/…"` have them.
 * Copies: answers of S3 that the Go CDK 0.49.0 keeps for its tests (June 2026).
 */
import { AwsError } from '../kernel/aws-error.ts';
import { remembered } from '../kernel/remembered.ts';
import { MAX_BODY } from './body.ts';
import type { WireRequest } from './message.ts';
import { firstValue, parseQuery } from './query-string.ts';
import type { ErrorMeta, Protocol } from './protocol.ts';
import { carriesBody, readInput, writeOutput } from './rest-bindings.ts';
import { s3Address, type S3Address } from './s3-addressing.ts';
import { invalidParameter, S3_DOCUMENTS } from './s3-documents.ts';
import { encodeMetadata } from './s3-metadata.ts';
import { routeS3 } from './s3-router.ts';
import type { Member, OperationModel, StructureShape } from './schema.ts';
import { textElement, XML_DECLARATION } from './xml-encode.ts';
import { detailElements } from './xml-error.ts';

/**
 * Statuses that S3 answers and its model does not say: s3.md section 13; of the named configurations, answers that
 * LocalStack recorded from AWS (test_s3.py, February 2026, and test_s3_api.py, June 2025).
 */
const STATUS: Readonly<Record<string, number>> = {
  PutBucketAnalyticsConfiguration: 204,
  PutBucketIntelligentTieringConfiguration: 204,
  PutBucketInventoryConfiguration: 204,
  PutBucketMetricsConfiguration: 204,
  PutBucketPolicy: 204,
  PutBucketTagging: 204,
};

/** Reads of configurations come without Content-Type; these with it (s3.md section 1.1). */
const TYPED_READS = new Set(['GetBucketAcl', 'GetBucketLocation', 'GetBucketLogging']);
const CONFIGURATION_READ =
  /^(?:Get(?:Bucket|PublicAccessBlock|Object(?:Attributes|LegalHold|LockConfiguration|Retention|Tagging)$)|ListBucket\w+Configurations)/;

/** S3 writes its documents as it makes them, and does not know how long they will be (s3.md section 1.1). */
const XML = { 'content-type': 'application/xml', 'transfer-encoding': 'chunked' };

const isUntyped = remembered(
  (operation) => CONFIGURATION_READ.test(operation) && !TYPED_READS.has(operation),
);

const MAX_INTEGER = 2 ** 31 - 1;

/** The two members that stand in the address. */
const labelsOf = ({ bucket, key }: S3Address): { get(name: string): string | undefined } => ({
  get: (name) => (name === 'Bucket' ? bucket : name === 'Key' ? key : undefined),
});

export const s3: Protocol = {
  name: 's3',
  route: routeS3,

  decode(operation, request, seen) {
    refuseContent(operation, request);
    refuseFractions(operation, request);
    refuseEncryption(operation, request);
    const reading = readInput(operation, request, labelsOf(s3Address(request)), S3_DOCUMENTS, seen);
    const complete = (input: Record<string, unknown>): object => {
      const payload = operation.input?.payload;
      if (payload?.required === true && input[payload.name] === undefined) refuseMissing(payload);
      return withoutFraming(input, request);
    };
    return reading instanceof Promise ? reading.then(complete, reword) : complete(reading);
  },

  encode(operation, output, meta) {
    const fields = output as S3Output;
    const status =
      meta.status ?? STATUS[operation.name] ?? (fields.ContentRange === undefined ? undefined : 206);
    const written = writeOutput(operation, withMetadata(fields), status, S3_DOCUMENTS);
    const { headers } = written;
    let { body } = written;
    // The answer to a copy is written whole: with its length, and with quotes as they are.
    if (operation.name === 'CopyObject' && typeof body === 'string') body = withQuotes(body);
    else if (body !== undefined && headers['content-type'] === XML['content-type'])
      Object.assign(headers, XML);
    if (isUntyped(operation.name)) delete headers['content-type'];
    // The SDK's clients read an `ExpiresString` that S3 does not send: it is the header as stored, which need not be a date.
    if (headers['expiresstring'] !== undefined) {
      headers['expires'] = headers['expiresstring'];
      delete headers['expiresstring'];
    }
    addRequestIds(headers, meta);
    if (meta.headers !== undefined) Object.assign(headers, meta.headers);
    return body === undefined
      ? { status: written.status, headers }
      : { status: written.status, headers, body };
  },

  encodeError(error, meta) {
    const headers: Record<string, string> = {};
    addRequestIds(headers, meta);
    Object.assign(headers, error.headers);
    if (!carriesBody(error.status)) return { status: error.status, headers };
    const typed = { ...XML, ...headers };
    if (meta.head === true) return { status: error.status, headers: typed };
    return { status: error.status, headers: typed, body: errorDocument(error, meta) };
  },
};

interface S3Output {
  readonly ContentRange?: string;
  readonly Metadata?: Readonly<Record<string, string>>;
}

function withMetadata(output: S3Output): object {
  const { Metadata: metadata } = output;
  if (metadata === undefined) return output;
  const encoded = Object.entries(metadata).map(([name, value]) => [name, encodeMetadata(value)]);
  return { ...output, Metadata: Object.fromEntries(encoded) as unknown };
}

function addRequestIds(
  headers: Record<string, string>,
  { requestId, hostId }: { readonly requestId: string; readonly hostId?: string },
): void {
  headers['x-amz-request-id'] = requestId;
  if (hostId !== undefined) headers['x-amz-id-2'] = hostId;
}

/** A few bodies have no XML declaration (s3.md section 1.2), nor has that of a copy without its source. */
const isBare = ({ code }: AwsError, { operation }: ErrorMeta): boolean =>
  code === 'NoSuchLifecycleConfiguration' ||
  operation?.name === 'GetObjectAttributes' ||
  (code === 'NoSuchKey' && operation?.name === 'CopyObject');

/** XML whose quotes are as they are, though its angle brackets are escaped; elsewhere an ETag has its quotes named. */
const withQuotes = (xml: string): string => xml.replaceAll('&quot;', '"');

function errorDocument(error: AwsError, meta: ErrorMeta): string {
  const { requestId, hostId = '' } = meta;
  const elements =
    textElement('Code', error.code) +
    withQuotes(textElement('Message', error.message)) +
    detailElements(error, meta.service) +
    textElement('RequestId', requestId) +
    textElement('HostId', hostId);
  return `${isBare(error, meta) ? '' : XML_DECLARATION}<Error>${elements}</Error>`;
}

/** GET and HEAD ignore a body; writes that take none refuse it. */
function refuseContent({ input }: OperationModel, request: WireRequest): void {
  if (request.method !== 'PUT' && request.method !== 'POST') return;
  const takesBody = input?.members.some(({ binding }) => binding.in === 'payload' || binding.in === 'body');
  if (takesBody === true || !(Number(request.headers['content-length'] ?? 0) > 0)) return;
  throw new AwsError({
    code: 'UnexpectedContent',
    status: 400,
    message: 'This request does not support content',
  });
}

const ENCRYPTION = 'x-amz-server-side-encryption';

/** Only what makes an object is told how to encrypt it; a read, a listing or a part that says so is refused. */
function refuseEncryption({ input }: OperationModel, { headers }: WireRequest): void {
  const value = headers[ENCRYPTION];
  if (value === undefined) return;
  if (input?.members.some(({ binding }) => binding.in === 'header' && binding.name === ENCRYPTION) === true)
    return;
  throw new AwsError({
    code: 'InvalidArgument',
    status: 400,
    message: `${ENCRYPTION} header is not supported for this operation.`,
    details: { ArgumentName: ENCRYPTION, ArgumentValue: value },
  });
}

/** A bucket policy is no XML: an empty one is judged like any other text. */
function refuseMissing({ shape }: Member): void {
  if (shape.kind !== 'structure') return;
  throw new AwsError({ code: 'MissingRequestBodyError', status: 400, message: 'Request Body is empty' });
}

/** All of S3's numeric parameters are integers, those of the query in 32 bits. */
function refuseFractions({ input }: OperationModel, { query, headers }: WireRequest): void {
  if (input === undefined) return;
  const parameters = parseQuery(query);
  for (const member of numbersOf(input)) {
    const { binding } = member;
    if (binding.in === 'query') checkInteger(member, firstValue(parameters, binding.name), MAX_INTEGER);
    if (binding.in === 'header') checkInteger(member, headers[binding.name], Number.MAX_SAFE_INTEGER);
  }
}

const numbers = new WeakMap<StructureShape, readonly Member[]>();

function numbersOf(shape: StructureShape): readonly Member[] {
  const known = numbers.get(shape);
  if (known !== undefined) return known;
  const found = shape.members.filter((member) => member.shape.kind === 'number');
  numbers.set(shape, found);
  return found;
}

function checkInteger(member: Member, text: string | undefined, most: number): void {
  if (text === undefined) return;
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value > most || value < -most - 1) throw invalidParameter(member, text);
}

/** The framing of an upload is no property of the object: S3 stores neither its length nor its coding. */
function withoutFraming(input: Record<string, unknown>, { headers }: WireRequest): object {
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && input['ContentLength'] !== undefined) input['ContentLength'] = Number(length);
  const coding = input['ContentEncoding'];
  if (typeof coding !== 'string' || !coding.includes('aws-chunked')) return input;
  const { ContentEncoding: _, ...rest } = input;
  const others = coding.split(',').filter((name) => name.trim() !== 'aws-chunked');
  return others.length === 0 ? rest : { ...rest, ContentEncoding: others.join(',').trim() };
}

/** S3's name for a document that is too large. */
function reword(error: unknown): never {
  if (!(error instanceof AwsError) || error.code !== 'RequestEntityTooLarge') throw error;
  throw new AwsError({
    code: 'MaxMessageLengthExceeded',
    status: 400,
    message: 'Your request was too big.',
    details: { MaxMessageLengthBytes: MAX_BODY },
  });
}
