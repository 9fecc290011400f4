/** Whatever the values, what one side writes the other reads as it was given. */
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWhole } from './body.ts';
import { protocolNamed } from './protocols.ts';
import type { OperationModel } from './schema.ts';
import type { ProtocolName, ServiceId } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { anyStructure, plain, sampleOf } from './testing/samples.ts';
import type { Limits } from './testing/samples.ts';

interface Subject {
  readonly service: ServiceId;
  readonly protocol: ProtocolName;
  readonly options?: object;
  /** Operations with the richest output and input. */
  readonly output: string;
  readonly input: string;
}

const SUBJECTS: readonly Subject[] = [
  { service: 'dynamodb', protocol: 'aws-json-1.0', output: 'TransactGetItems', input: 'TransactWriteItems' },
  { service: 'sqs', protocol: 'aws-json-1.0', output: 'ReceiveMessage', input: 'SendMessageBatch' },
  { service: 'kms', protocol: 'aws-json-1.1', output: 'ListGrants', input: 'Encrypt' },
  { service: 'api-gateway', protocol: 'rest-json', output: 'GetStages', input: 'CreateRestApi' },
  { service: 'lambda', protocol: 'rest-json', output: 'ListEventSourceMappings', input: 'CreateFunction' },
  { service: 'cloudfront', protocol: 'rest-xml', output: 'ListDistributions', input: 'CreateDistribution' },
  { service: 'sns', protocol: 'aws-query', output: 'GetTopicAttributes', input: 'PublishBatch' },
  {
    service: 'cloudwatch',
    protocol: 'aws-query',
    options: { protocol: AwsQueryProtocol },
    output: 'DescribeAlarms',
    input: 'PutMetricData',
  },
  {
    service: 'cloudwatch',
    protocol: 'rpc-v2-cbor',
    options: { protocol: AwsSmithyRpcV2CborProtocol },
    output: 'DescribeAlarms',
    input: 'PutMetricData',
  },
  { service: 's3', protocol: 's3', output: 'ListObjectsV2', input: 'DeleteObjects' },
  { service: 's3', protocol: 's3', output: 'ListParts', input: 'PutBucketLifecycleConfiguration' },
];

/**
 * Any text but lone surrogates, which UTF-8 cannot carry, and lines of nothing but space, which the client's XML reader
 * takes for layout. Members in headers carry less and are left out.
 */
const ANYTHING: Limits = {
  text: fc
    .string({ unit: 'binary', maxLength: 20 })
    .filter((value) => value.trim() !== '' || !value.includes('\n')),
  empty: true,
  without: ['RequestCharged', 'AbortDate', 'AbortRuleId'],
};

/** Protocols in which what is empty leaves no trace. */
const TRACELESS: ReadonlySet<ProtocolName> = new Set(['aws-query', 's3']);

const RUNS = { numRuns: 50 };

describe.each(SUBJECTS)('$service over $protocol', ({ service, protocol: name, options, output, input }) => {
  const protocol = protocolNamed(name);
  const limits = { ...ANYTHING, empty: !TRACELESS.has(name) };
  const peerOf = (): Promise<Peer> => Peer.of(service, { md5: false, forcePathStyle: true, ...options });
  const operationOf = (peer: Peer, operation: string): OperationModel =>
    peer.model.operations.get(operation) as OperationModel;

  test(`any ${output} output is read by the client as it was given`, async () => {
    const peer = await peerOf();
    const operation = operationOf(peer, output);
    const request = sampleOf(operation.input);
    await fc.assert(
      fc.asyncProperty(anyStructure(operation.output!, limits), async (value) => {
        const answer = protocol.encode(operation, value, { requestId: 'id' });
        expect(plain(await peer.read(output, request, answer))).toEqual(plain(value));
      }),
      RUNS,
    );
  });

  test(`any ${input} input is read as the client was given it`, async () => {
    const peer = await peerOf();
    const operation = operationOf(peer, input);
    const addressed = addressedSample(operation);
    const inBody = { ...limits, without: [...limits.without, ...Object.keys(addressed)] };
    await fc.assert(
      fc.asyncProperty(anyStructure(operation.input!, inBody), async (value) => {
        const given = { ...addressed, ...value };
        const request = await readWhole(await peer.request(input, given));
        expect(plain(await protocol.decode(operation, request))).toMatchObject(plain(given) as object);
      }),
      RUNS,
    );
  });
});

/** Members outside the body, where not every text can travel. */
function addressedSample({ input }: OperationModel): Record<string, unknown> {
  const names = new Set(
    input?.members.filter(({ binding }) => !['body', 'payload'].includes(binding.in)).map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(sampleOf(input)).filter(([name]) => names.has(name)));
}
