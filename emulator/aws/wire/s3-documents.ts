/** S3's documents: XML that is checked against its schema on the way in, and in S3's own order on the way out. */
import { AwsError } from '../kernel/aws-error.ts';
import { firstValue, parseQuery } from './query-string.ts';
import type { DocumentCodec } from './rest-bindings.ts';
import { precedes, S3_XML } from './s3-xml.ts';
import type { VersionEntry } from './s3-xml.ts';
import type { ListShape, Member, StructureShape } from './schema.ts';
import { decodeStructure } from './xml-decode.ts';
import { element, encodeContent, encodeElement, escapeXml, XML_DECLARATION } from './xml-encode.ts';
import { readXml, XmlSyntaxError } from './xml-reader.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const XMLNS = { prefix: undefined, uri: NAMESPACE };
const ROOT_ATTRIBUTE = ` xmlns="${NAMESPACE}"`;

export const S3_DOCUMENTS: DocumentCodec = {
  contentType: 'application/xml',
  readBody: (shape, content) => decodeDocument(shape.xmlName, shape, content),
  readPayload: (member, shape, content) => decodeDocument(member.payloadXmlName, shape, content),
  writeBody: (shape, members, value) => XML_DECLARATION + writeResult(shape, members, value),
  writePayload: (member, shape, value) =>
    XML_DECLARATION + encodeElement(member.payloadXmlName, shape, value, S3_XML, { xmlns: XMLNS }),
  refuse: invalidParameter,
};

function decodeDocument(root: string, shape: StructureShape, content: Buffer): object {
  try {
    const document = readXml(content);
    if (document.name !== root) throw new XmlSyntaxError(`The root element is not <${root}>.`);
    return decodeStructure(shape, document, { strict: true });
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformed(root) : error;
  }
}

/** Access control lists have a code of their own for it (s3.md section 10.5). */
const malformed = (root: string): AwsError =>
  new AwsError({
    code: root === 'AccessControlPolicy' ? 'MalformedACLError' : 'MalformedXML',
    status: 400,
    message: 'The XML you provided was not well-formed or did not validate against our published schema',
  });

/** S3's numbers are integers, and each of its parameters words the refusal in its own way (s3.md sections 11.5, 11.7). */
export function invalidParameter({ binding, shape }: Member, text: string): AwsError {
  const name = 'name' in binding ? binding.name : '';
  const number = shape.kind === 'number';
  return new AwsError({
    code: 'InvalidArgument',
    status: 400,
    message:
      name === 'partNumber'
        ? 'Part number must be an integer between 1 and 10000, inclusive'
        : `Provided ${name} not ${number ? 'an integer or within integer range' : 'valid'}`,
    details: { ArgumentName: name, ArgumentValue: text },
  });
}

function writeResult(shape: StructureShape, body: readonly Member[], value: object): string {
  const members = S3_XML.order(shape).filter((member) => body.includes(member));
  switch (shape.name) {
    case 'GetBucketLocationOutput':
      return writeLocation(value);
    case 'GetBucketLoggingOutput':
      return 'LoggingEnabled' in value ? writeRoot(shape, members, value) : NO_LOGGING;
    case 'ListObjectVersionsOutput':
      return element(shape.xmlName, ROOT_ATTRIBUTE, writeVersions(members, value));
    default:
      return writeRoot(shape, members, value);
  }
}

const writeRoot = (shape: StructureShape, members: readonly Member[], value: object): string =>
  encodeElement(ROOTS[shape.name] ?? shape.xmlName, shape, value, S3_XML, { xmlns: XMLNS, members });

/** S3's own words, to the byte. */
const NO_LOGGING = `\n<BucketLoggingStatus${ROOT_ATTRIBUTE}>\n  <!--<LoggingEnabled><TargetBucket>myLogsBucket</TargetBucket><TargetPrefix>add/this/prefix/to/my/log/files/access_log-</TargetPrefix></LoggingEnabled>-->\n</BucketLoggingStatus>\n`;

/** Roots that S3 names otherwise than its model does; measured by brekkylab/backlot in September 2026. */
const ROOTS: Readonly<Record<string, string>> = {
  ListBucketAnalyticsConfigurationsOutput: 'ListBucketAnalyticsConfigurationsResult',
  ListBucketIntelligentTieringConfigurationsOutput: 'ListIntelligentTieringConfigurationsResult',
};

/** The model's one member is the root element itself. */
function writeLocation({ LocationConstraint: location }: { readonly LocationConstraint?: string }): string {
  return element('LocationConstraint', ROOT_ATTRIBUTE, escapeXml(location ?? ''));
}

/** Versions and delete markers stand between each other in the order of the listing. */
function writeVersions(members: readonly Member[], value: VersionListing): string {
  const isEntry = ({ name }: Member): boolean => name === 'Versions' || name === 'DeleteMarkers';
  const first = members.findIndex(isEntry);
  const versions = entriesOf(members, 'Versions', value.Versions);
  const markers = entriesOf(members, 'DeleteMarkers', value.DeleteMarkers);
  const decode = value.EncodingType === 'url' ? decodeKey : (key: string) => key;
  return (
    encodeContent(members.slice(0, first), value, S3_XML) +
    merge(versions, markers, decode).join('') +
    encodeContent(
      members.slice(first).filter((member) => !isEntry(member)),
      value,
      S3_XML,
    )
  );
}

interface VersionListing {
  readonly EncodingType?: string;
  readonly Versions?: readonly VersionEntry[];
  readonly DeleteMarkers?: readonly VersionEntry[];
}

interface WrittenEntry {
  readonly entry: VersionEntry;
  readonly xml: string;
}

function entriesOf(
  members: readonly Member[],
  name: string,
  entries: readonly VersionEntry[] = [],
): readonly WrittenEntry[] {
  const member = members.find((candidate) => candidate.name === name);
  if (member === undefined) return [];
  const { shape } = (member.shape as ListShape).element;
  return entries.map((entry) => ({
    entry,
    xml: encodeElement(member.xmlName, shape as StructureShape, entry, S3_XML),
  }));
}

function merge(
  a: readonly WrittenEntry[],
  b: readonly WrittenEntry[],
  decode: (key: string) => string,
): string[] {
  const merged: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [first, second] = [a[i], b[j]];
    const takeFirst =
      second === undefined || (first !== undefined && precedes(first.entry, second.entry, decode));
    merged.push((takeFirst ? first : second)?.xml ?? '');
    if (takeFirst) i += 1;
    else j += 1;
  }
  return merged;
}

/** Undoes `encoding-type=url`. */
const decodeKey = (key: string): string => firstValue(parseQuery(`key=${key}`), 'key') ?? key;
