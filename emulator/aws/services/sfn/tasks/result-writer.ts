/** ResultWriter: what child executions came to, as objects in a bucket, with a manifest that lists them. */
import { toIso } from '../../../kernel/instant.ts';
import type { ResultWriter } from '../asl/definition.ts';
import { asText, type Json, type JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import type { ChildOutcome } from '../running/children.ts';
import { rolePrincipal } from '../../../kernel/role-principal.ts';
import type { Frame } from '../running/frame.ts';

interface Results {
  readonly writer: ResultWriter;
  readonly input: Json;
  readonly mapRunArn: string;
  readonly outcomes: readonly ChildOutcome[];
}

export async function writeResults(
  frame: Frame,
  { writer, input, mapRunArn, outcomes }: Results,
): Promise<Json> {
  const { Bucket, Prefix = '' } = await frame.members(writer, 'ResultWriter', input);
  const bucket = asText(Bucket);
  const run = mapRunArn.split(':').at(-1)!;
  const folder = [asText(Prefix).replace(/\/$/, ''), run].filter((part) => part !== '').join('/');
  const files: Record<string, Json[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of ['SUCCEEDED', 'FAILED'] as const) {
    const matching = outcomes.filter(
      (outcome) => (outcome.status === 'SUCCEEDED') === (status === 'SUCCEEDED'),
    );
    if (matching.length === 0) continue;
    const key = `${folder}/${status}_0.json`;
    const body = JSON.stringify(matching.map(shownOutcome));
    await write(frame, bucket, key, body);
    files[status] = [{ Key: key, Size: Buffer.byteLength(body) }];
  }
  const manifest = `${folder}/manifest.json`;
  await write(
    frame,
    bucket,
    manifest,
    JSON.stringify({ DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files }),
  );
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: manifest } };
}

const shownOutcome = (outcome: ChildOutcome): JsonObject => ({
  ...(outcome.error !== undefined && { Error: outcome.error }),
  ...(outcome.cause !== undefined && { Cause: outcome.cause }),
  ExecutionArn: outcome.arn,
  Input: JSON.stringify(outcome.input),
  InputDetails: { Included: true },
  Name: outcome.name,
  ...(outcome.output !== undefined && {
    Output: JSON.stringify(outcome.output),
    OutputDetails: { Included: true },
  }),
  RedriveCount: 0,
  RedriveStatus: 'NOT_REDRIVABLE',
  StartDate: toIso(outcome.started),
  StateMachineArn: outcome.machineArn,
  Status: outcome.status,
  StopDate: toIso(outcome.stopped),
});

async function write({ facts }: Frame, bucket: string, key: string, text: string): Promise<void> {
  const { kernel, scope, cause, roleArn, name } = facts;
  const objects = kernel.ports.find('objects');
  try {
    if (objects === undefined)
      throw new StatesError('States.ResultWriterFailed', 'There is no S3 to write to.');
    const principal = rolePrincipal(kernel, roleArn, name);
    const body = Buffer.from(text);
    await objects.write({ scope, principal, bucket, key, body, contentType: 'application/json', cause });
  } catch (error) {
    throw error instanceof Error && 'status' in error
      ? new StatesError('States.ResultWriterFailed', error.message)
      : error;
  }
}
