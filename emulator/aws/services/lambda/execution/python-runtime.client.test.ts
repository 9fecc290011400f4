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

test("a Python function's time is the cloud's, from its first line on", async () => {
  const startAt = Date.UTC(2031, 4, 6, 7, 8, 9);
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const { invoke } = await startFunction(
    cloud,
    {
      'main.py': `
import pickle, time
from datetime import date, datetime, timezone
loaded = time.time()

def handler(event, context):
    now = datetime.now(timezone.utc)
    same = isinstance(now, datetime) and pickle.loads(pickle.dumps(now)) == now and type(now) is type(datetime(2020, 1, 1))
    return {"loaded": time.gmtime(loaded).tm_year, "now": now.isoformat()[:10], "naive": datetime.utcnow().year,
            "today": str(date.today()), "strftime": time.strftime("%Y"), "same": same,
            "left": 15_000 < context.get_remaining_time_in_millis() <= 20_000}
`,
    },
    { Runtime: 'python3.13', Handler: 'main.handler', Timeout: 20 },
  );
  const seen = { naive: 2031, strftime: '2031', same: true, left: true };
  const first = { loaded: 2031, now: '2031-05-06', today: '2031-05-06', ...seen };
  expect((await invoke()).result).toEqual(first);
  await cloud.clock.advance(86_400_000);
  const next = { ...first, now: '2031-05-07', today: '2031-05-07' };
  expect((await invoke()).result).toEqual(next);
});
