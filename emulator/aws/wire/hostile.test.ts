/** Requests that mean harm, or are merely broken, are refused with AWS's answer or read without damage. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { awsJson10 } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import { readWhole } from './body.ts';
import type { WireRequest } from './message.ts';
import type { Protocol } from './protocol.ts';
import { restXml } from './rest-xml.ts';
import { rpcV2Cbor } from './rpc-v2-cbor.ts';
import { s3 } from './s3.ts';
import type { ServiceId } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { rawRequest } from './testing/requests.ts';

/** The input that an operation of a service reads from a body. */
async function read(
  protocol: Protocol,
  service: ServiceId,
  operation: string,
  sent: WireRequest,
): Promise<unknown> {
  const { model } = await Peer.of(service);
  return protocol.decode(model.operations.get(operation)!, sent);
}

const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'accepted',
    (error: unknown) =>
      error instanceof AwsError ? { code: error.code, status: error.status, message: error.message } : error,
  );

const putTagging = (xml: string | Uint8Array): Promise<unknown> =>
  read(
    s3,
    's3',
    'PutBucketTagging',
    rawRequest({ method: 'PUT', path: '/bucket', query: 'tagging', body: xml }),
  );

const MALFORMED_XML = {
  code: 'MalformedXML',
  status: 400,
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};

const tag = (key: string): string =>
  `<Tagging><TagSet><Tag><Key>${key}</Key><Value>v</Value></Tag></TagSet></Tagging>`;

describe('XML', () => {
  test.each([
    ['entity expansion', `<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>${tag('&c;')}`],
    ['an external entity', `<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>${tag('&f;')}`],
    ['an unknown entity', tag('&nbsp;')],
    ['a stray ampersand', tag('a & b')],
    ['a million open elements', '<a>'.repeat(1_000_000)],
    ['an element that is not closed', '<Tagging><TagSet></Tagging>'],
    ['two root elements', `${tag('a')}${tag('b')}`],
    ['text after the root element', `${tag('a')}more`],
    ['an attribute given twice', '<Tagging a="1" a="2"><TagSet/></Tagging>'],
    ['a reference to no character', tag('&#xD800;')],
    ['nothing but space', '   '],
    ['JSON', '{"TagSet":[]}'],
    ['an element the schema does not have', '<Tagging><TagSet/><Extra/></Tagging>'],
    ['another root element', '<Tags><TagSet/></Tags>'],
    ['a single element given twice', '<Tagging><TagSet/><TagSet/></Tagging>'],
    ['elements where text belongs', tag('<b>key</b>')],
  ])('%s is malformed', async (_, xml) => {
    expect(await refusal(putTagging(xml))).toEqual(MALFORMED_XML);
  });

  test('broken UTF-8 is malformed', async () => {
    const bytes = Buffer.concat([Buffer.from('<Tagging>'), Buffer.of(0xc3, 0x28), Buffer.from('</Tagging>')]);
    expect(await refusal(putTagging(bytes))).toEqual(MALFORMED_XML);
  });

  test('a document of a few hundred thousand attributes is read in linear time', async () => {
    const attributes = Array.from({ length: 200_000 }, (_, at) => ` a${at}="${at}"`).join('');
    const xml = tag('key').replace('<Tagging>', `<Tagging${attributes}>`);
    expect(await putTagging(xml)).toMatchObject({ Tagging: { TagSet: [{ Key: 'key', Value: 'v' }] } });
  });

  test('character references, CDATA, comments and namespaces are read', async () => {
    const xml = `<?xml version="1.0"?><!-- c --><s:Tagging xmlns:s="http://s3.amazonaws.com/doc/2006-03-01/">
      <s:TagSet><s:Tag><s:Key>&#x4;&#13;<![CDATA[<&>]]></s:Key><s:Value> v </s:Value></s:Tag></s:TagSet></s:Tagging>`;
    expect(await putTagging(xml)).toMatchObject({
      Tagging: { TagSet: [{ Key: '\u0004\r<&>', Value: ' v ' }] },
    });
  });

  test('services that do not validate skip what they do not know', async () => {
    const xml = '<InvalidationBatch><CallerReference>r</CallerReference><New>1</New></InvalidationBatch>';
    const sent = rawRequest({ method: 'POST', path: '/2020-05-31/distribution/E1/invalidation', body: xml });
    expect(await read(restXml, 'cloudfront', 'CreateInvalidation', sent)).toEqual({
      DistributionId: 'E1',
      InvalidationBatch: { CallerReference: 'r' },
    });
  });
});

describe('JSON', () => {
  const putItem = (body: string | Uint8Array, headers = {}): Promise<unknown> =>
    read(awsJson10, 'dynamodb', 'PutItem', rawRequest({ method: 'POST', headers, body }));
  const sendMessage = (body: string): Promise<unknown> =>
    read(awsJson10, 'sqs', 'SendMessage', rawRequest({ method: 'POST', body }));
  const serialization = (message: string): object => ({
    code: 'SerializationException',
    status: 400,
    message,
  });

  test.each([
    ['what is no JSON', '{', ''],
    ['nothing', '', ''],
    ['a scalar', '"x"', ''],
    ['a list', '[]', 'Start of list found where not expected'],
    ['a number for a text', '{"QueueUrl":1}', 'NUMBER_VALUE can not be converted to a String'],
    ['a boolean for a text', '{"QueueUrl":true}', 'TRUE_VALUE can not be converted to a String'],
    ['a list for a text', '{"QueueUrl":["x"]}', 'Start of list found where not expected'],
    ['an object for a text', '{"QueueUrl":{}}', 'Start of structure or map found where not expected.'],
    ['a text for a number', '{"DelaySeconds":"1"}', 'STRING_VALUE can not be converted to an Integer'],
    ['a text for a map', '{"MessageAttributes":"x"}', 'Expected null'],
  ])('%s is refused as AWS refuses it', async (_, body, message) => {
    expect(await refusal(sendMessage(body))).toEqual(serialization(message));
  });

  test.each([
    ['a number for a text', '{"TableName":1}', 'NUMBER_VALUE cannot be converted to String'],
    ['an object for a text', '{"TableName":{}}', 'Start of structure or map found where not expected'],
    ['a list for a text', '{"TableName":[]}', 'Unrecognized collection type class java.lang.String'],
    ['a text for a map', '{"Item":"x"}', 'Unexpected field type'],
  ])('DynamoDB refuses %s in its older words', async (_, body, message) => {
    expect(await refusal(putItem(body))).toEqual(serialization(message));
  });

  test('broken UTF-8 is refused', async () => {
    expect(await refusal(putItem(Buffer.of(0x7b, 0x22, 0xff, 0x22, 0x7d)))).toEqual(serialization(''));
  });

  test('a value nested too deeply is refused without exhausting the stack', async () => {
    const deep = `{"Item":{"a":${'{"L":['.repeat(100_000)}${']}'.repeat(100_000)}}}`;
    expect(await refusal(putItem(deep))).toEqual(serialization('The request body is nested too deeply.'));
  });

  test('what the shape does not have may be nested as deeply as it likes', async () => {
    expect(await sendMessage(`{"Unknown":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)).toEqual({});
  });

  test('a member named __proto__ is data and changes no prototype', async () => {
    const input = (await putItem('{"Item":{"__proto__":{"S":"x"}},"__proto__":{"TableName":"t"}}')) as {
      Item: Record<string, unknown>;
      TableName?: string;
    };
    expect(Object.getOwnPropertyDescriptor(input.Item, '__proto__')?.value).toEqual({ S: 'x' });
    expect(Object.getPrototypeOf(input.Item)).toBe(Object.prototype);
    expect(input.TableName).toBeUndefined();
  });

  test('a number beyond all range is refused', async () => {
    expect(await refusal(sendMessage('{"DelaySeconds":1e400}'))).toEqual(
      serialization('NUMBER_VALUE can not be converted to an Integer'),
    );
  });

  test('a compressed body is read, and one that explodes is refused', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect(await putItem(gzipSync('{"TableName":"t"}'), gzip)).toEqual({ TableName: 't' });
    expect(await refusal(putItem(gzipSync(Buffer.alloc(64 * 1024 * 1024)), gzip))).toMatchObject({
      code: 'RequestEntityTooLarge',
      status: 413,
    });
    expect(await refusal(putItem('no gzip', gzip))).toMatchObject({ code: 'SerializationException' });
  });

  test('a body beyond the limit is refused while it is read', async () => {
    expect(
      await refusal(readWhole(rawRequest({ method: 'POST', body: Buffer.alloc(1025) }), 1024)),
    ).toMatchObject({
      code: 'RequestEntityTooLarge',
      status: 413,
    });
  });
});

describe('query', () => {
  const subscribe = async (form: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return read(
      awsQuery,
      'sns',
      'Subscribe',
      await readWhole(rawRequest({ method: 'POST', headers, body: form })),
    );
  };

  test('a list number of nine digits makes no list of that length', async () => {
    const form = 'Attributes.entry.999999999.key=a&Attributes.entry.999999999.value=1';
    expect(await subscribe(form)).toEqual({ Attributes: { a: '1' } });
  });

  test('a name of a thousand parts is refused', async () => {
    expect(await refusal(subscribe(`${'a.'.repeat(1_000)}b=1`))).toMatchObject({
      code: 'MalformedInput',
      status: 400,
    });
  });

  test('a map key named __proto__ is data', async () => {
    const { Attributes: attributes } = (await subscribe(
      'Attributes.entry.1.key=__proto__&Attributes.entry.1.value=x',
    )) as {
      Attributes: object;
    };
    expect(Object.keys(attributes)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
  });

  test('a value that is not of its type is refused', async () => {
    expect(await refusal(subscribe('ReturnSubscriptionArn=perhaps'))).toMatchObject({
      code: 'MalformedInput',
    });
  });
});

describe('CBOR', () => {
  const putMetricData = (bytes: Uint8Array): Promise<unknown> =>
    read(rpcV2Cbor, 'cloudwatch', 'PutMetricData', rawRequest({ method: 'POST', body: bytes }));

  test.each([
    ['a list longer than the data', [0x9b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]],
    ['a text longer than the data', [0x7a, 0x7f, 0xff, 0xff, 0xff]],
    ['an end too early', [0xa1, 0x61]],
    ['a map key that is no text', [0xa1, 0x01, 0x02]],
    ['bytes after the value', [0xa0, 0x00]],
    ['a list for the input', [0x80]],
    ['an endless list that ends too early', [0x9f, 0x01]],
  ])('%s is refused', async (_, bytes) => {
    expect(await refusal(putMetricData(Buffer.from(bytes)))).toMatchObject({
      code: 'SerializationException',
      status: 400,
    });
  });

  test('lists nested too deeply are refused without exhausting the stack', async () => {
    expect(await refusal(putMetricData(Buffer.alloc(1_000_000, 0x81)))).toMatchObject({
      code: 'SerializationException',
    });
  });
});

describe('addresses', () => {
  test('a path that is no UTF-8 names no key', async () => {
    const { model } = await Peer.of('s3');
    expect(() => s3.route(model, rawRequest({ path: '/bucket/%ff' }))).toThrow(
      expect.objectContaining({ code: 'InvalidURI', status: 400 }),
    );
  });
});
