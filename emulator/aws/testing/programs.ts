/**
 * Programs that people have, run against a cloud as they would run them: nothing is told to them but an address, a key and
 * a region (Debian 12's are older than the variable AWS_ENDPOINT_URL). Debian's own `aws` and `python3`: what stands before them on PATH may be something else.
 */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const MIB = 1024 * 1024;

interface Addressed {
  readonly endpoint: string;
}

/** Runs the AWS CLI and reads what it prints: JSON, or nothing. */
export async function aws(cloud: Addressed, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const where = ['--endpoint-url', cloud.endpoint, '--output', 'json'];
  const text = await run('/usr/bin/aws', [...args, ...where]);
  return text.trim() === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Runs the AWS CLI where it has to fail, and returns what it says. */
export async function awsError(cloud: Addressed, ...args: readonly string[]): Promise<string> {
  try {
    await aws(cloud, ...args);
  } catch (error) {
    return (error as { stderr: string }).stderr.trim();
  }
  throw new Error(`aws ${args.join(' ')} did not fail`);
}

/** Runs a Python program that finds json, `client(service)` and `show(value)`; returns what it showed. */
export async function boto3(cloud: Addressed, program: string): Promise<unknown[]> {
  const head = `
import boto3, json
def client(service): return boto3.client(service, endpoint_url=${JSON.stringify(cloud.endpoint)})
def show(value): print(json.dumps(value, default=str))
`;
  const text = await run('/usr/bin/python3', ['-c', head + program]);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    maxBuffer: 16 * MIB,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: tmpdir(),
      LANG: 'C.UTF-8',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  });
  return stdout;
}
