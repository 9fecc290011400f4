/** What a protocol writes, the official client reads back as it was given. */
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { protocolNamed } from './protocols.ts';
import type { Protocol } from './protocol.ts';
import type { ErrorModel, OperationModel } from './schema.ts';
import { SERVICES } from './service-traits.ts';
import type { ProtocolName } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { plain, sampleOf } from './testing/samples.ts';

const META = { requestId: '4CW7TH3RPXA9NMZD', hostId: 'host-id' };

/** Clients that speak another protocol than their default. */
const OTHER_CLIENTS: Readonly<Partial<Record<ProtocolName, object>>> = {
  'aws-query': { protocol: AwsQueryProtocol },
  'rpc-v2-cbor': { protocol: AwsSmithyRpcV2CborProtocol },
};

/** SQS's client otherwise compares digests that samples do not have. */
const COMMON = { md5: false };

const PAIRS = SERVICES.flatMap(({ id, protocols }) =>
  protocols.map((name, at) => ({
    id,
    name,
    options: { ...COMMON, ...(at === 0 ? {} : OTHER_CLIENTS[name]) },
  })),
);

const answersEventStream = ({ output }: OperationModel): boolean =>
  output?.members.some(({ eventStream }) => eventStream) === true;

describe.each(PAIRS)('$id over $name', ({ id, name, options }) => {
  test('the output of each operation is read as it was given', async () => {
    const peer = await Peer.of(id, options);
    const protocol = protocolNamed(name);
    for (const operation of peer.model.operations.values()) {
      if (answersEventStream(operation)) continue;
      const output = sampleOf(operation.output);
      const answer = protocol.encode(operation, output, META);
      const read = await peer.read(operation.name, sampleOf(operation.input), answer);
      expect({ [operation.name]: plain(read) }).toEqual({ [operation.name]: plain(output) });
    }
  });

  test('each error is thrown as its class, with its members', async () => {
    const peer = await Peer.of(id, options);
    const operation = peer.model.operations.values().next().value as OperationModel;
    for (const model of peer.model.errors.values()) {
      const thrown = await thrownFor(peer, operation, protocolNamed(name), model);
      expect(thrown).toBeInstanceOf(peer.exception(classOf(model, peer)));
      expect(plain({ ...thrown, message: thrown.message })).toMatchObject({
        ...(plain(detailsOf(model)) as object),
        message: `About ${model.code}`,
      });
    }
  });
});

/** Query clients resolve an error by its query code, which in CloudWatch is also the name of another error. */
const classOf = ({ code, queryCode = code }: ErrorModel, { model }: Peer): string =>
  model.errors.has(queryCode) ? queryCode : code;

async function thrownFor(
  peer: Peer,
  operation: OperationModel,
  protocol: Protocol,
  model: ErrorModel,
): Promise<Error> {
  const error = new AwsError({
    code: model.code,
    status: model.status,
    message: `About ${model.code}`,
    details: detailsOf(model),
  });
  const answer = protocol.encodeError(error, { ...META, service: peer.model, operation });
  return peer.read(operation.name, sampleOf(operation.input), answer).then(
    () => new Error(`${model.code} was not thrown.`),
    (thrown: unknown) => thrown as Error,
  );
}

/** Every member but the message, which the error carries itself. */
function detailsOf({ shape }: ErrorModel): Record<string, object> {
  const members = Object.entries(sampleOf(shape)).filter(([name]) => name.toLowerCase() !== 'message');
  return Object.fromEntries(members) as Record<string, object>;
}
