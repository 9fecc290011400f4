/** Every operation of every client, sent by that client, comes back as itself with its own input. */
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';
import type { OperationModel } from './schema.ts';
import { protocolNamed } from './protocols.ts';
import { SERVICES } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { sampleOf } from './testing/samples.ts';

/** Operations whose requests look like another's; S3 itself tells them apart by endpoints that an emulator has not. */
const TWINS: Readonly<Record<string, { readonly seenAs: string; readonly because: string }>> = {
  ListDirectoryBuckets: {
    seenAs: 'ListBuckets',
    because: 'both are GET /, and directory buckets are listed by the host s3express-control',
  },
};

describe.each(SERVICES)('$id', ({ id, protocols: [protocolName], ...traits }) => {
  test('its traits are those of its client', async () => {
    const { defaultNamespace, xmlNamespace, version, serviceTarget, awsQueryCompatible } = (await Peer.of(id))
      .protocolSettings;
    expect(traits).toMatchObject({
      namespace: defaultNamespace,
      version,
      target: serviceTarget,
      queryCompatible: awsQueryCompatible ?? false,
      xmlNamespace: xmlNamespace ?? traits.xmlNamespace,
    });
  });

  test('each operation it sends is recognised and its input read', async () => {
    const peer = await Peer.of(id, id === 's3' ? { forcePathStyle: true } : {});
    expect(await recognised(peer)).toEqual(expected(peer, id, protocolName));
  });
});

test('S3 operations sent to virtual hosts are recognised and their input read', async () => {
  const peer = await Peer.of('s3', { endpoint: 'http://s3.localhost:4566' });
  expect(await recognised(peer)).toEqual(expected(peer, 's3', 's3'));
});

const expected = (peer: Peer, id: string, protocol: string | undefined): readonly unknown[] =>
  peer.model.operations
    .keys()
    .map((name) => ({ service: id, protocol, operation: TWINS[name]?.seenAs ?? name }))
    .toArray();

async function recognised(peer: Peer): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (const operation of peer.model.operations.values()) {
    const input = sampleOf(operation.input);
    const { service, protocol: name, request } = await identify(await peer.request(operation.name, input));
    const protocol = protocolNamed(name);
    const routed = protocol.route(peer.model, request);
    seen.push({ service, protocol: name, operation: routed?.name });
    if (routed !== operation) continue;
    const decoded = await protocol.decode(operation, request);
    expect({ [operation.name]: await settled(operation, decoded) }).toMatchObject({
      [operation.name]: input,
    });
  }
  return seen;
}

/** Streamed payloads as bytes; what the client added is left in. */
async function settled(operation: OperationModel, decoded: object): Promise<object> {
  const payload = operation.input?.payload;
  if (payload?.streaming !== true) return decoded;
  const body = (decoded as Readonly<Record<string, Readable>>)[payload.name];
  return { ...decoded, [payload.name]: body && (await buffer(body)) };
}
