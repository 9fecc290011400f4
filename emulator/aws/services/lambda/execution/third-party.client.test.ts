/**
 * Packages that others wrote for Lambda, as their authors publish them: AWS's own runtime for Python as a custom runtime,
 * and Powertools in a layer. `.ci/run` installs them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { SQS } from '@aws-sdk/client-sqs';
import { zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { startFunction } from '../../../testing/start-function.ts';
import { ROLE } from '../../../testing/zip.ts';

const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const PACKAGES = join(CACHE, 'safelight', 'python');

/** All installed packages below a folder of an archive, and the files given. */
function packages(folder: string, files: Readonly<Record<string, string>> = {}): Uint8Array {
  const archive: Zippable = {};
  for (const entry of readdirSync(PACKAGES, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes('__pycache__')) continue;
    archive[join(folder, relative(PACKAGES, path))] = [readFileSync(path), { level: 1 }];
  }
  for (const [name, text] of Object.entries(files)) {
    archive[name] = [Buffer.from(text), { os: 3, attrs: 0o100_755 << 16 }];
  }
  return zipSync(archive);
}

test("Powertools' batch processor keeps what failed in the queue, and its logger knows the request", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const { LayerVersionArn } = await lambda.publishLayerVersion({
    LayerName: 'powertools',
    Content: { ZipFile: packages('python') },
  });
  const source = `
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

logger = Logger(service="photos")
processor = BatchProcessor(event_type=EventType.SQS)

def one(record):
    logger.info("looking", extra={"photo": record.json_body["photo"]})
    if record.json_body["photo"] == "poison": raise ValueError("no photo")

@logger.inject_lambda_context
def handler(event, context):
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
`;
  const { invoke } = await startFunction(
    cloud,
    { 'app.py': source },
    {
      Runtime: 'python3.13',
      Handler: 'app.handler',
      Timeout: 20,
      MemorySize: 256,
      Layers: [LayerVersionArn ?? ''],
    },
  );
  const event = (messageId: string, photo: string) => ({
    messageId,
    body: JSON.stringify({ photo }),
    attributes: {},
    messageAttributes: {},
    eventSource: 'aws:sqs',
  });
  const answer = await invoke({
    Records: [event('one', 'cat'), event('two', 'poison'), event('three', 'dog')],
  });
  expect(answer.result).toEqual({ batchItemFailures: [{ itemIdentifier: 'two' }] });
  const requestId = /RequestId: (\S+)/.exec(answer.log)![1]!;
  expect(answer.log).toContain(`"photo":"cat"`);
  expect(answer.log).toContain(`"function_request_id":"${requestId}"`);

  const { QueueUrl } = await sqs.createQueue({
    QueueName: 'photos',
    Attributes: { VisibilityTimeout: '60' },
  });
  await lambda.createEventSourceMapping({
    FunctionName: 'f',
    EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:photos',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  await cloud.clock.settle();
  const MessageBody = (photo: string) => JSON.stringify({ photo });
  for (const photo of ['cat', 'poison', 'dog']) {
    await sqs.sendMessage({ QueueUrl, MessageBody: MessageBody(photo) });
  }
  await cloud.clock.advance(5_000);
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '1',
  });
});

test("AWS's own Python runtime runs as a custom runtime", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const bootstrap = '#!/bin/sh\nexec /usr/bin/python3 -m awslambdaric "$_HANDLER"\n';
  const app = `
def handler(event, context):
    if event.get("bad"): raise KeyError("no such photo")
    return {"id": context.aws_request_id, "left": 0 < context.get_remaining_time_in_millis() <= 20_000}
`;
  const { invoke } = await startFunction(cloud, '', {
    Runtime: 'provided.al2023',
    Role: ROLE,
    Handler: 'app.handler',
    Timeout: 20,
    MemorySize: 256,
    Code: { ZipFile: packages('', { bootstrap, 'app.py': app }) },
  });
  const { result, log } = await invoke();
  expect(result).toEqual({ id: /RequestId: (\S+)/.exec(log)![1], left: true });
  expect((await invoke({ bad: true })).result).toMatchObject({
    errorType: 'KeyError',
    errorMessage: "'no such photo'",
    stackTrace: [expect.stringContaining('raise KeyError')],
  });
  expect((await invoke()).FunctionError).toBeUndefined();
});
