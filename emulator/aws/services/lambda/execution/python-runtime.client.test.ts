import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

test("a Python function runs, logs and fails as AWS's do", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { invoke } = await startFunction(
    cloud,
    {
      'app/main.py': `
import logging, os
logging.getLogger().setLevel(logging.INFO)

def handler(event, context):
    print("printed")
    logging.info("logged %s", event.get("x"))
    if event.get("fail"):
        raise ValueError("no such photo")
    return {"id": context.aws_request_id, "name": context.function_name, "left": context.get_remaining_time_in_millis() > 0,
            "trace": os.environ["_X_AMZN_TRACE_ID"][:5]}
`,
    },
    { Runtime: 'python3.13', Handler: 'app/main.handler', Timeout: 20 },
  );
  const { result, log } = await invoke({ x: 'ü' });
  const id = /RequestId: (\S+)/.exec(log)![1]!;
  expect(result).toEqual({ id, name: 'f', left: true, trace: 'Root=' });
  expect(log).toMatch(new RegExp(`\nprinted\n\\[INFO\\]\t\\S+Z\t${id}\tlogged ü\nEND`));
  const failed = await invoke({ fail: true });
  expect(failed.FunctionError).toBe('Unhandled');
  expect(failed.result).toMatchObject({
    errorMessage: 'no such photo',
    errorType: 'ValueError',
    requestId: expect.any(String) as string,
    stackTrace: [expect.stringContaining('raise ValueError')],
  });
  expect(failed.log).toContain('[ERROR] ValueError: no such photo\nTraceback (most recent call last):');
  expect(failed.log).not.toContain('Init Duration');
});

test.for([
  [
    'nowhere.handler',
    'Runtime.ImportModuleError',
    /^Unable to import module 'nowhere': No module named 'nowhere'$/,
  ],
  ['main.other', 'Runtime.HandlerNotFound', /^Handler 'other' missing on module 'main'$/],
] as const)('a Python function that cannot be loaded says why: %s', async ([Handler, errorType, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const files = { 'main.py': 'def handler(event, context):\n    return 1\n' };
  const { invoke } = await startFunction(cloud, files, { Runtime: 'python3.13', Handler, Timeout: 20 });
  expect((await invoke()).result).toMatchObject({
    errorType,
    errorMessage: expect.stringMatching(message) as string,
  });
});
